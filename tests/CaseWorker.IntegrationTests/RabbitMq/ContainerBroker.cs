using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using Testcontainers.RabbitMq;

namespace CaseWorker.IntegrationTests.RabbitMq;

/// <summary>A broker in a container.</summary>
internal sealed class ContainerBroker : Broker
{
    private const int ManagementPort = 15672;

    private readonly RabbitMqContainer container;

    private ContainerBroker(RabbitMqContainer container)
        : base(new Uri(container.GetConnectionString()), new UriBuilder("http", container.Hostname, container.GetMappedPublicPort(ManagementPort)).Uri) =>
        this.container = container;

    public override Func<string[], Task> Control => async arguments =>
    {
        var result = await container.ExecAsync(["rabbitmqctl", .. arguments]);
        if (result.ExitCode != 0)
            throw new InvalidOperationException(result.Stderr);
    };

    /// <summary>Null where no Docker engine answers.</summary>
    public static async Task<ContainerBroker?> TryStartAsync()
    {
        try
        {
            var container = new RabbitMqBuilder("rabbitmq:3.13-management").WithPortBinding(ManagementPort, true).Build();
            await container.StartAsync();
            return new ContainerBroker(container);
        }
        catch (Exception exception) when (exception is DockerUnavailableException or DockerApiException)
        {
            return null;
        }
    }

    public override ValueTask DisposeAsync() => container.DisposeAsync();
}
