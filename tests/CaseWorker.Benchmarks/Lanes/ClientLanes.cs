using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.Processing.RabbitMq;
using RabbitMQ.Client;

namespace CaseWorker.Benchmarks.Lanes;

/// <summary>The program's own receive path: a channel of RabbitMQ.Client for each queue, runs in order, one acknowledgement for each run.</summary>
internal sealed class ClientLanes(IConnection connection, BenchQueues queues, ushort prefetch)
{
    private const int MaxRun = 500;

    public async Task<Drain> DrainAsync(int cases)
    {
        var tally = new Tally(cases);
        var channels = new List<LaneChannel>();
        foreach (var queue in queues.Names)
            channels.Add(await LaneChannel.OpenAsync(connection, queue, "benchmark", prefetch, CancellationToken.None));

        var loops = channels.Select(channel => Task.Run(() => TakeAsync(channel, tally))).ToList();
        var drain = await tally.All;
        foreach (var channel in channels)
            await channel.DisposeAsync();

        await Task.WhenAll(loops);
        return drain;
    }

    private static async Task TakeAsync(LaneChannel channel, Tally tally)
    {
        var run = new List<LaneDelivery>(MaxRun);
        while (await channel.WaitAsync(CancellationToken.None))
        {
            run.Clear();
            while (run.Count < MaxRun && channel.Peek() is not null)
                run.Add(channel.Take());

            await channel.AcknowledgeAsync(run[^1].Tag);
            tally.Add(run.Count);
        }
    }
}
