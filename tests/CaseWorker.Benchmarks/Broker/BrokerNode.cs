using CaseWorker.IntegrationTests.RabbitMq;
using RabbitMQ.Client;

namespace CaseWorker.Benchmarks.Broker;

/// <summary>The broker under measurement: the one that CASEWORKER_TEST_RABBITMQ names, else a private node on this machine, gone afterwards.</summary>
internal sealed class BrokerNode : IAsyncDisposable
{
    private readonly CaseWorker.IntegrationTests.RabbitMq.Broker broker;

    private BrokerNode(CaseWorker.IntegrationTests.RabbitMq.Broker broker) => this.broker = broker;

    public string Uri => broker.Uri.ToString();

    /// <summary>Returns once it takes connections.</summary>
    public static async Task<BrokerNode> StartAsync() => Environment.GetEnvironmentVariable(NamedBroker.Variable) is { Length: > 0 } named
        ? new BrokerNode(new NamedBroker(new Uri(named)))
        : new BrokerNode(await PrivateBroker.TryStartAsync()
            ?? throw new InvalidOperationException($"A broker is needed: set {NamedBroker.Variable} to amqp://user:password@host:5672/, or install rabbitmq-server."));

    public async Task<IConnection> ConnectAsync() => await new ConnectionFactory
    {
        Uri = broker.Uri,
        AutomaticRecoveryEnabled = false,
        ClientProvidedName = "caseworker benchmark",
    }.CreateConnectionAsync();

    public ValueTask DisposeAsync() => broker.DisposeAsync();
}
