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
    EmbeddedSignal signal,
    Instance instance,
    TimeProvider clock,
    ILogger<EmbeddedLane> logger) : BackgroundService
{
    // All rows go through one lane, so one partition's fence guards them all.
    private const int FencePartition = 0;
    private const int BatchSize = 500;
    private static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(500);

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
        while (true)
        {
            var rows = await database.ReadAsync(session => IntakeQueueStore.ReadOldestAsync(session, BatchSize), stopping);
            if (rows.Count == 0)
            {
                await signal.WaitAsync(LongestNap, stopping);
                continue;
            }

            var batch = new LaneBatch(FencePartition, epoch, [.. rows.Select(row => row.Message)], [.. rows.Select(row => row.QueueId)]);
            var outcome = await handler.StoreAsync(batch, stopping);
            if (outcome != BatchOutcome.Stored)
                throw new InvalidOperationException($"The embedded lane must be the only one of this version, its batch was {outcome}.");
        }
    }

    [LoggerMessage(2102, LogLevel.Warning, "The embedded lane was interrupted and starts again")]
    private partial void LogInterrupted(Exception exception);
}
