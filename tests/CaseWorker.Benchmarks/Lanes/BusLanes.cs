using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.Processing.RabbitMq;
using MassTransit;
using RabbitMQ.Client;

namespace CaseWorker.Benchmarks.Lanes;

/// <summary>The same queues by MassTransit: an endpoint for each, all deliveries in hand at the same time, put in order again before they are handled.</summary>
internal sealed class BusLanes(string brokerUri, BenchQueues queues, ushort prefetch)
{
    public async Task<Drain> DrainAsync(int cases)
    {
        var tally = new Tally(cases);
        var bus = Bus.Factory.CreateUsingRabbitMq(configurator =>
        {
            var address = new ConnectionFactory { Uri = new Uri(brokerUri) };
            configurator.Host(address.HostName, (ushort)address.Endpoint.Port, address.VirtualHost, host =>
            {
                host.Username(address.UserName);
                host.Password(address.Password);
            });
            foreach (var queue in queues.Names)
                configurator.ReceiveEndpoint(queue, endpoint => Configure(endpoint, tally));
        });
        await bus.StartAsync();
        try
        {
            return await tally.All;
        }
        finally
        {
            await bus.StopAsync();
        }
    }

    private void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, Tally tally)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        foreach (var (name, value) in Topology.FifoArguments())
            endpoint.SetQueueArgument(name, value!);

        endpoint.PrefetchCount = prefetch;
        endpoint.ConcurrentMessageLimit = prefetch;
        endpoint.DiscardSkippedMessages();
        endpoint.DiscardFaultedMessages();
        endpoint.ConfigureReceive(receive => receive.UseFilter(new BusLaneFilter(tally)));
    }
}
