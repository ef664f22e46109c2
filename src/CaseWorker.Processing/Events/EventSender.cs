using CaseWorker.Processing.Partitions;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage;
using CaseWorker.Storage.Events;
using CaseWorker.Storage.Failpoints;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseWorker.Processing.Events;

/// <summary>Tells the broker the numbered events of this process's lanes, on the exchange <c>case-events</c>: in order per case, each at least once.</summary>
/// <remarks>
/// A batch is: fence the lanes and read (one transaction), publish and wait for all confirms, fence and mark (one transaction).
/// Whatever happens in between, what is not marked is published again under the same ids, by whoever has the lane then. A process
/// that was frozen in between repeats events that its successor has told, and nothing newer: who drops repeated ids sees the order.
/// While the broker is away or takes nothing, events wait.
/// </remarks>
public sealed partial class EventSender : BackgroundService, IAsyncDisposable
{
    private const int BatchSize = 500;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(20);

    // A stopping process still marks what it has told, so that nobody has to tell it again.
    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(3);

    private readonly Database database;
    private readonly EventLeases leases;
    private readonly TimeProvider clock;
    private readonly BrokerConnection connections;
    private readonly ILogger<EventSender> logger;
    private EventChannel? channel;
    private bool isInterrupted;

    public EventSender(IOptions<RabbitMqOptions> options, Instance instance, PartitionGate gate, Database database, EventLeases leases, TimeProvider clock, ILoggerFactory loggers)
    {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
        logger = loggers.CreateLogger<EventSender>();
        connections = new BrokerConnection(options.Value, instance, "tell", gate, clock, loggers.CreateLogger<BrokerConnection>());
    }

    public async ValueTask DisposeAsync()
    {
        if (channel is not null)
            await channel.DisposeAsync();

        await connections.DisposeAsync();
        Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = LookEvery;
            try
            {
                if (await TellAsync(stoppingToken) is { } isComplete)
                    pause = isComplete ? TimeSpan.Zero : PauseAfterRefusal;

                isInterrupted = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!isInterrupted)
                    LogInterrupted(exception.Message);

                isInterrupted = true;
                pause = PauseAfterRefusal;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // What was in hand stays in the outbox.
                return;
            }

            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Tells one batch.</summary>
    /// <returns>Null: nothing waits, or others have its lanes now; false: the broker does not have all of it.</returns>
    private async Task<bool?> TellAsync(CancellationToken stopping)
    {
        if (leases.Held is not { Count: > 0 } held)
            return null;

        var waiting = await database.ReadAsync(OutboxStore.FindUntoldAsync, stopping);
        HeldLane[] lanes = [.. held.Where(lane => waiting.Contains(lane.LaneId))];
        if (lanes.Length == 0)
            return null;

        var open = await OpenAsync(stopping);
        await connections.WaitUntilUnblockedAsync(stopping);
        using var giveUp = new CancellationTokenSource();
        await using var patience = stopping.Register(() => giveUp.CancelAfter(FinishWithin));
        try
        {
            foreach (var lane in lanes)
                lane.IsTelling = true;

            return await TellAsync(open, lanes, giveUp.Token);
        }
        finally
        {
            foreach (var lane in lanes)
                lane.IsTelling = false;
        }
    }

    private async Task<bool?> TellAsync(EventChannel open, HeldLane[] lanes, CancellationToken giveUp)
    {
        var batch = await database.WriteAsync(session => ReadAsync(session, lanes), giveUp);
        List<EventRow> rows = [.. batch.Values.SelectMany(lane => lane)];
        if (rows.Count == 0)
            return null;

        var told = await PublishAsync(open, rows, giveUp);
        await Failpoint.HitAsync(FailpointNames.EventsAfterSendBeforeMark, giveUp);
        await MarkAsync(batch, told, giveUp);
        return told.Count == rows.Count;
    }

    private async Task<EventChannel> OpenAsync(CancellationToken stopping)
    {
        if (channel is { IsOpen: true } open)
            return open;

        if (channel is not null)
            await channel.DisposeAsync();

        return channel = await EventChannel.OpenAsync(await connections.GetAsync(stopping), stopping);
    }

    private async Task<Dictionary<HeldLane, List<EventRow>>> ReadAsync(Session session, HeldLane[] lanes)
    {
        var batch = new Dictionary<HeldLane, List<EventRow>>();
        foreach (var lane in await leases.HoldAsync(session, lanes))
            batch[lane] = await OutboxStore.ReadUntoldAsync(session, lane.LaneId, BatchSize / lanes.Length);

        return batch;
    }

    private async Task<HashSet<long>> PublishAsync(EventChannel open, List<EventRow> rows, CancellationToken giveUp)
    {
        var told = new HashSet<long>();
        var stuck = new HashSet<int>();
        foreach (var wave in EventWaves.Of(rows))
        {
            EventRow[] ready = [.. wave.Where(row => row.CaseId is not { } caseId || !stuck.Contains(caseId))];
            var outcomes = await ConfirmAsync(open, open.PublishAsync(ready, giveUp), giveUp);
            foreach (var (row, isTold) in ready.Zip(outcomes))
            {
                if (isTold)
                    told.Add(row.OutboxId);
                else if (row.CaseId is { } caseId)
                    stuck.Add(caseId);
            }
        }

        if (told.Count < rows.Count)
            LogRefused(rows.Count - told.Count, rows.Count);

        return told;
    }

    // A blocked broker confirms when it is free again; a silent one is not trusted any more, and giving the connection up ends the wait.
    private async Task<bool[]> ConfirmAsync(EventChannel open, Task<bool[]> confirms, CancellationToken giveUp)
    {
        while (true)
        {
            try
            {
                return await confirms.WaitAsync(ConfirmWithin, clock, giveUp);
            }
            catch (TimeoutException)
            {
                if (!connections.IsBlocked)
                    await BrokerConnection.AbandonAsync(open.Connection);
            }
        }
    }

    private Task<bool> MarkAsync(Dictionary<HeldLane, List<EventRow>> batch, HashSet<long> told, CancellationToken giveUp) => database.WriteAsync(
        async session =>
        {
            var now = clock.GetUtcNow();
            foreach (var lane in await leases.HoldAsync(session, batch.Keys))
                await OutboxStore.MarkAsync(session, [.. batch[lane].Where(row => told.Contains(row.OutboxId)).Select(row => new EventMark(row.OutboxId, row.EventNo, now))]);

            return true;
        },
        giveUp,
        told.Count);

    [LoggerMessage(9010, LogLevel.Warning, "Events can't be told now and wait in the outbox: {Reason}")]
    private partial void LogInterrupted(string reason);

    [LoggerMessage(9011, LogLevel.Warning, "RabbitMQ did not take {Refused} of {Count} events; they are sent again, and those behind them wait")]
    private partial void LogRefused(int refused, int count);
}
