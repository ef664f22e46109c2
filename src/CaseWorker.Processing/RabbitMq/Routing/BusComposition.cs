using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>The endpoints that MassTransit runs for a worker: router and dead letters.</summary>
internal static class BusComposition
{
    private const ushort RouterPrefetch = 500;
    private const ushort DeadLetterPrefetch = 10;

    public static IServiceCollection AddRouterBus(this IServiceCollection services) => services.AddMassTransit(bus =>
    {
        bus.DisableUsageTelemetry();
        bus.UsingRabbitMq((context, configurator) =>
        {
            Connect(configurator, context.GetRequiredService<IOptions<RabbitMqOptions>>().Value, context.GetRequiredService<Instance>());
            var pump = context.GetRequiredService<RouterPump>();
            configurator.ConnectReceiveObserver(new RouterObserver(pump));
            configurator.ReceiveEndpoint(BrokerNames.RouterQueue, endpoint =>
                TakeRaw(endpoint, Topology.FifoArguments(), RouterPrefetch, new RouterFilter(pump)));
            configurator.ReceiveEndpoint(BrokerNames.DeadLetterQueue, endpoint =>
                TakeRaw(endpoint, Topology.DeadLetterArguments(), DeadLetterPrefetch, ActivatorUtilities.CreateInstance<DeadLetterFilter>(context)));
        });
    });

    // The queue as the topology declares it, and nothing of MassTransit's own: no type bindings, no error or skipped queues.
    private static void TakeRaw(
        IRabbitMqReceiveEndpointConfigurator endpoint, Dictionary<string, object?> arguments, ushort prefetch, IFilter<ReceiveContext> filter)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        foreach (var (name, value) in arguments)
            endpoint.SetQueueArgument(name, value!);

        endpoint.PrefetchCount = prefetch;

        // One loop for each delivery that can be in hand: all of them wait in the filter at the same time.
        endpoint.ConcurrentMessageLimit = prefetch;
        endpoint.DiscardSkippedMessages();
        endpoint.DiscardFaultedMessages();
        endpoint.ConfigureReceive(receive => receive.UseFilter(filter));
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator configurator, RabbitMqOptions options, Instance instance)
    {
        var address = new ConnectionFactory { Uri = new Uri(options.Uri) };
        configurator.Host(address.HostName, (ushort)address.Endpoint.Port, address.VirtualHost, $"caseworker {instance.Name} route", host =>
        {
            host.Username(address.UserName);
            host.Password(address.Password);
            host.Heartbeat(BrokerConnection.Heartbeat);
            if (address.Ssl.Enabled)
                host.UseSsl(ssl => ssl.ServerName = address.HostName);
        });
    }
}
