using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Partitions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Embedded;

/// <summary>Reads the intake table in order and hands it to the intake handler, batch after batch, in this one process.</summary>
public sealed partial class EmbeddedLane(
    Database database,
    IntakeHandler handler,
    SuspectGuard guard,
    EmbeddedSignal signal,
    Instance instance,
    TimeProvider clock,
    ILogger<EmbeddedLane> logger) : BackgroundService
{
    // All rows go through one lane, so one partition's fence guards them all.
    private const int FencePartition = 0;
    // As the lanes of a broker have it.
    private const int MaxBatchBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(500);

    // Whether one of the oldest messages may be what ended the process; null: not asked yet.
    private bool? isSuspicious;
    private bool hasStored;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DrainAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(exception);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task DrainAsync(CancellationToken stopping)
    {
        var epoch = await database.WriteAsync(
            session => PartitionStore.TakeAsync(session, FencePartition, instance.Name, clock.GetUtcNow()),
            stopping);
        isSuspicious ??= await guard.BeginAsync(stopping);
        while (true)
        {
            var rows = await database.ReadAsync(session => IntakeQueueStore.ReadOldestAsync(session, database.MaxBatch, MaxBatchBytes), stopping);
            if (rows.Count > 0)
                await StoreAsync(rows, epoch, stopping);

            // What the queue began with is stored: this start did not end by it.
            if (!hasStored)
                await guard.DoneAsync(stopping);

            (hasStored, isSuspicious) = (true, false);
            if (rows.Count == 0)
                await signal.WaitAsync(LongestNap, stopping);
        }
    }

    private async Task StoreAsync(List<QueuedMessageRow> rows, long epoch, CancellationToken stopping)
    {
        if (isSuspicious == false)
        {
            Check(await handler.StoreAsync(BatchOf(rows, epoch), stopping));
            return;
        }

        foreach (var row in rows)
            Check(await guard.StoreAloneAsync(BatchOf([row], epoch), stopping));
    }

    private static LaneBatch BatchOf(List<QueuedMessageRow> rows, long epoch) =>
        new(FencePartition, epoch, [.. rows.Select(row => row.Routed)], [.. rows.Select(row => row.QueueId)]);

    private static void Check(BatchOutcome outcome)
    {
        if (outcome != BatchOutcome.Stored)
            throw new InvalidOperationException($"The embedded lane must be the only one of this version, its batch was {outcome}.");
    }

    [LoggerMessage(2102, LogLevel.Warning, "The embedded lane was interrupted and starts again")]
    private partial void LogInterrupted(Exception exception);
}
