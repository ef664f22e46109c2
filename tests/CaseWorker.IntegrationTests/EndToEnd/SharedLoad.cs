using System.Diagnostics;
using CaseWorker.IntegrationTests.EndToEnd.Invariants;
using CaseWorker.IntegrationTests.Processes;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Cases for every partition all the time, and who serves which.</summary>
/// <remarks>Who serves is told by the epochs, which a worker takes with its first delivery: not by what workers say of themselves.</remarks>
internal sealed class SharedLoad : IAsyncDisposable
{
    /// <summary>The promise.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(15);

    // Enough for every partition to be at work, and not so much that the audit takes longer than the test.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly Installation installation;
    private readonly Witness witness;
    private readonly CancellationTokenSource enough = new();
    private Task producing = Task.CompletedTask;

    private SharedLoad(Installation installation)
    {
        this.installation = installation;
        witness = new Witness(installation.View, Installation.Partitions);
    }

    /// <summary>Starts a gateway and callers.</summary>
    public static async Task<SharedLoad> StartAsync(Installation installation)
    {
        var load = new SharedLoad(installation);
        var gateway = await installation.StartAsync("gateway");
        await load.witness.WatchAsync(Enumerable.Range(1, 8));
        load.producing = Task.WhenAll(
            load.ProduceAsync("even", [2, 4, 6, 8], gateway),
            load.ProduceAsync("odd", [1, 3, 5, 7], gateway),
            load.ProduceAsync("all", [1, 2, 3, 4, 5, 6, 7, 8], gateway));
        return load;
    }

    /// <summary>Waits until exactly these workers serve, evenly to within one partition, and each stands by for all others; no longer than promised.</summary>
    public async Task UntilSpreadAsync(string change, params CaseWorkerProcess[] workers)
    {
        var watch = Stopwatch.StartNew();
        await Eventually.HoldsAsync(
            async () => await IsSpreadAsync(workers),
            Within,
            () => $"Partitions must be spread evenly over {workers.Length} workers after {change}:\n{installation.Output}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{change}: spread over {workers.Length} in {watch.Elapsed.TotalSeconds:0.0} s");
        await Eventually.HoldsAsync(
            async () => await StandByAsync(workers),
            Within,
            () => $"Every live worker must stand by for every partition after {change}:\n{installation.Output}");
        if (producing.IsCompleted)
            await producing;
    }

    /// <summary>Waits until every partition was taken once more than before <paramref name="act"/>.</summary>
    public async Task UntilTakenAnewAsync(Func<Task> act)
    {
        var before = await EpochsAsync();
        await act();
        await Eventually.HoldsAsync(
            async () => (await EpochsAsync()).Zip(before).All(pair => pair.First > pair.Second),
            Within,
            () => $"Every partition must be taken anew:\n{installation.Output}");
    }

    /// <summary>Stops the process where it is, but not while it holds the lock of the SQLite file, which would stop the others as well.</summary>
    public async Task FreezeAsync(CaseWorkerProcess worker)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            worker.Freeze();
            if (await installation.View.CanWriteAsync())
                return;

            worker.Thaw();
        }

        Assert.Fail("It holds the lock of the file all the time.");
    }

    /// <summary>Ends the load and holds everything that was sent against what is stored.</summary>
    public async Task AuditAsync()
    {
        await enough.CancelAsync();
        await producing;
        await installation.DrainAsync("last");
        await installation.StopAsync();
        await installation.AuditAsync();
        var evidence = new Evidence { Sent = [], Stored = await installation.View.ReadCasesAsync(), Members = await installation.View.ReadMembersAsync(), Witnessed = await witness.ReadAsync() };
        Assert.Empty(new IntervalsApart().Violations(evidence));
        Assert.Empty(await HandOvers.FaultsAsync(installation.View));
        Assert.Equal(0, await installation.View.CountAsync("ParkedMessage"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{installation.Ledger.Count} cases, {await installation.View.CountAsync("SupportCase")} stored");
    }

    public async ValueTask DisposeAsync()
    {
        await enough.CancelAsync();
        await producing.ContinueWith(_ => { }, TaskScheduler.Default);
        enough.Dispose();
    }

    private async Task ProduceAsync(string name, int[] services, CaseWorkerProcess gateway)
    {
        var producer = new HttpProducer(name, services, [gateway], installation.Ledger);
        using var timer = new PeriodicTimer(Pace);
        while (!enough.IsCancellationRequested && await timer.WaitForNextTickAsync())
            await producer.SendAsync(services.Length, _ => Task.CompletedTask);
    }

    private Task<List<long>> EpochsAsync() => installation.View.QueryAsync<long>("SELECT Epoch FROM Partition ORDER BY PartitionId");

    private async Task<bool> IsSpreadAsync(CaseWorkerProcess[] workers)
    {
        var owners = await installation.View.QueryAsync<string>("SELECT Owner FROM Partition WHERE Owner IS NOT NULL");
        var counts = workers.Select(worker => owners.Count(worker.IsNamed)).ToList();
        return counts.Sum() == Installation.Partitions && counts.Max() - counts.Min() <= 1;
    }

    private async Task<bool> StandByAsync(CaseWorkerProcess[] workers)
    {
        var seats = (await installation.View.QueryAsync<SeatRow>("SELECT WorkerId, PartitionId, State, Channel, Behind FROM PartitionSeat"))
            .Where(seat => workers.Any(worker => worker.IsNamed(seat.WorkerId)))
            .ToLookup(seat => seat.PartitionId);
        return Enumerable.Range(0, Installation.Partitions).All(partition =>
            seats[partition].Where(seat => seat.State == "front").ToList() is [var front]
            && seats[partition].Count(seat => seat.State == "subscribed" && seat.Behind == front.Channel) == workers.Length - 1);
    }

    private sealed record SeatRow
    {
        public required string WorkerId { get; init; }
        public required int PartitionId { get; init; }
        public required string State { get; init; }
        public long? Channel { get; init; }
        public long? Behind { get; init; }
    }
}
