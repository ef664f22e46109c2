using System.Diagnostics;
using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Cases;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Reports;
using RabbitMQ.Client;

namespace CaseWorker.Benchmarks.Bare;

/// <summary>The measurements without CaseWorker: what the parts, and the least that joins them, can do here and now.</summary>
internal sealed class BareRuns(IConnection connection, BenchQueues queues, TemplateDatabase template, IReadOnlyList<BenchCase> cases, ushort prefetch)
{
    private const int BatchSize = 500;
    private readonly List<BareRows> rows = BareRows.Of(cases);

    /// <summary>a0: takes and acknowledges, 500 at a time, and stores nothing; from the subscription on, since what is prefetched comes in one gulp.</summary>
    public async Task<double> ConsumeOnlyAsync()
    {
        await queues.RefillAsync(cases);
        return (await ConsumeAsync(_ => { })).PerSecondFromBeginning;
    }

    /// <summary>a0': stores, 500 a commit, without a broker.</summary>
    public double InsertOnly()
    {
        using var folder = template.Copy();
        using var store = new BareStore(folder.Path);
        var drain = new Drain();
        foreach (var batch in rows.Chunk(BatchSize))
        {
            store.Commit(batch);
            drain.Note(drain.Stored + batch.Length);
        }

        StoredCheck.Check(folder.Path, cases.Count);
        return drain.PerSecond;
    }

    /// <summary>a1: takes from filled queues, stores 500 a commit, acknowledges after the commit.</summary>
    public async Task<double> DrainAsync()
    {
        await queues.RefillAsync(cases);
        return (await StoreAsync()).PerSecond;
    }

    /// <summary>a2: publishes with confirms while a1's consumer stores; from the first message to the last commit.</summary>
    public async Task<double> PublishAndDrainAsync()
    {
        await queues.RenewAsync();
        var storing = Task.Run(StoreAsync);
        var beganAt = Stopwatch.GetTimestamp();
        await using var publisher = await WindowedPublisher.OpenAsync(connection, queues.Partitions);
        foreach (var one in cases)
            await publisher.PublishAsync(one);

        await publisher.FlushAsync();
        return (await storing).PerSecondSince(beganAt);
    }

    private async Task<Drain> StoreAsync()
    {
        using var folder = template.Copy();
        using var store = new BareStore(folder.Path);
        var drain = await ConsumeAsync(numbers => store.Commit([.. numbers.Select(number => rows[number - 1])]));
        StoredCheck.Check(folder.Path, cases.Count);
        return drain;
    }

    private async Task<Drain> ConsumeAsync(Action<List<int>> handle)
    {
        var drain = new Drain();
        await using var consumer = await BareConsumer.StartAsync(connection, queues, prefetch);
        var numbers = new List<int>(BatchSize);
        while (drain.Stored < cases.Count)
        {
            var tag = await consumer.TakeAsync(numbers, BatchSize);
            handle(numbers);
            await consumer.AckAsync(tag);
            drain.Note(drain.Stored + numbers.Count);
        }

        return drain;
    }
}
