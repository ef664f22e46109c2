using CaseWorker.Benchmarks.Cases;
using CaseWorker.Processing.RabbitMq;
using RabbitMQ.Client;

namespace CaseWorker.Benchmarks.Broker;

/// <summary>The program's own queues, new and empty or filled, the same for everybody who drains them.</summary>
internal sealed class BenchQueues(IConnection connection, int partitions)
{
    public int Partitions => partitions;

    public IEnumerable<string> Names => Enumerable.Range(0, partitions).Select(partition => BrokerNames.QueueOf(partition, partitions));

    /// <summary>Deletes the queues with all they hold and declares the topology again.</summary>
    public async Task RenewAsync()
    {
        await using var channel = await connection.CreateChannelAsync();
        foreach (var name in Names.Append(BrokerNames.RouterQueue).Append(BrokerNames.DeadLetterQueue))
            await channel.QueueDeleteAsync(name);

        await Topology.DeclareAsync(channel, partitions, CancellationToken.None);
    }

    /// <summary>How many messages wait in all queues together, without those in a worker's hands.</summary>
    public async Task<long> DepthAsync(IChannel channel)
    {
        var depth = 0L;
        foreach (var name in Names)
            depth += await channel.MessageCountAsync(name);

        return depth;
    }

    /// <summary>New queues that hold the cases.</summary>
    public async Task RefillAsync(IEnumerable<BenchCase> cases)
    {
        await RenewAsync();
        await using var publisher = await WindowedPublisher.OpenAsync(connection, partitions);
        foreach (var one in cases)
            await publisher.PublishAsync(one);

        await publisher.FlushAsync();
    }
}
