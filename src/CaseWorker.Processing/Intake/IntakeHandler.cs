using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Assignment;
using CaseWorker.Storage.Failpoints;
using CaseWorker.Storage.Intake;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Intake;

/// <summary>Turns batches of messages into cases, whatever brought them. The one door through which cases are stored.</summary>
/// <remarks>
/// Failures by kind (design 3): data errors are parked with the batch; while the database is away the batch is tried again for ever;
/// anything unexpected is tried three times message by message and then parked; what was held is tried before what came.
/// </remarks>
public sealed partial class IntakeHandler(
    Database database,
    CatalogCache catalogs,
    CaseIdBlocks caseIds,
    HeldLine held,
    PartitionCount partitions,
    Instance instance,
    Random random,
    TimeProvider clock,
    ILogger<IntakeHandler> logger)
{
    private const int TriesBeforeParking = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Stores the batch in one transaction, or says why nothing was written.</summary>
    /// <exception cref="OperationCanceledException">Nothing was committed for certain, except when the connection broke during a commit; a repetition is harmless.</exception>
    public async Task<BatchOutcome> StoreAsync(LaneBatch batch, CancellationToken cancellation)
    {
        if (batch.Messages.Any(message => message.Version > IntakeMessage.CurrentVersion))
            return BatchOutcome.TooNew;

        var readings = batch.Messages.Select(MessageReading.Of).ToList();
        try
        {
            return await UntilDatabaseAnswersAsync(batch, () => StoreOnceAsync(batch, readings, false, cancellation), cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogBatchFailed(exception, batch.PartitionId, batch.Messages.Count);
            return await StoreOneByOneAsync(batch, readings, cancellation);
        }
    }

    private async Task<T> UntilDatabaseAnswersAsync<T>(LaneBatch batch, Func<Task<T>> work, CancellationToken cancellation)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested && (database.IsTransient(exception) || database.IsDuplicate(exception)))
            {
                // A duplicate means that another holder stored one of these messages meanwhile: the next look finds it.
                LogDatabaseAway(exception, batch.PartitionId, pause.TotalMilliseconds);
                await Task.Delay(pause, clock, cancellation);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task<BatchOutcome> StoreOnceAsync(LaneBatch batch, List<MessageReading> readings, bool joinsLine, CancellationToken cancellation)
    {
        // Taken before the transaction: a block of ids has a transaction of its own.
        var spareIds = await caseIds.TakeAsync(readings.Count(reading => reading.Message.CaseId is null), cancellation);

        foreach (var reading in readings.Where(reading => reading.Fault != IntakeTransaction.Failed))
            await Failpoint.HitMessageAsync(reading.Message.Body, cancellation);

        // Understood before the transaction, where it keeps nobody waiting; the catalogue has seldom changed when that begins.
        var expected = catalogs.Current;
        var items = ItemsOf(readings, expected);
        await Failpoint.HitAsync(FailpointNames.BeforeTransaction, cancellation);
        return await database.WriteAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (!await IntakeStore.HoldPartitionAsync(session, batch.PartitionId, batch.Epoch, now))
                    return BatchOutcome.Fenced;

                var catalog = await catalogs.RefreshAsync(session);
                await new IntakeTransaction(session, catalog, partitions, instance.Name, spareIds, random, now) { JoinsLine = joinsLine }
                    .StoreAsync(ReferenceEquals(catalog, expected) ? items : ItemsOf(readings, catalog));
                if (batch.QueueIds is { } queueIds)
                    await IntakeQueueStore.DeleteAsync(session, queueIds);

                await Failpoint.HitAsync(FailpointNames.BeforeCommit, cancellation);
                return BatchOutcome.Stored;
            },
            cancellation,
            readings.Count);
    }

    private static List<IntakeItem> ItemsOf(List<MessageReading> readings, Catalog catalog) => [.. readings.Select(reading => IntakeItem.Of(reading, catalog))];

    private async Task<BatchOutcome> StoreOneByOneAsync(LaneBatch batch, List<MessageReading> readings, CancellationToken cancellation)
    {
        // What is held fails for itself, not for whoever came last; what comes meanwhile stands behind it.
        if (!await UntilDatabaseAnswersAsync(batch, () => RunHeldAsync(batch, readings, cancellation), cancellation))
            return BatchOutcome.Fenced;

        for (var place = 0; place < readings.Count; place++)
        {
            var single = batch with { Messages = [batch.Messages[place]], QueueIds = batch.QueueIds is { } ids ? [ids[place]] : null };
            var outcome = await StoreOrParkAsync(single, readings[place], cancellation);
            if (outcome != BatchOutcome.Stored)
                return outcome;
        }

        return BatchOutcome.Stored;
    }

    private async Task<bool> RunHeldAsync(LaneBatch batch, List<MessageReading> readings, CancellationToken cancellation)
    {
        var services = ItemsOf(readings, catalogs.Current).Select(item => item.Service?.ServiceId).ToHashSet();
        foreach (var serviceId in await database.ReadAsync(ReassignmentStore.ReadHeldServicesAsync, cancellation))
        {
            if (services.Contains(serviceId) && !await held.RunAsync(serviceId, batch, cancellation))
                return false;
        }

        return true;
    }

    private async Task<BatchOutcome> StoreOrParkAsync(LaneBatch single, MessageReading reading, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await UntilDatabaseAnswersAsync(single, () => StoreOnceAsync(single, [reading], true, cancellation), cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogMessageFailed(exception, single.PartitionId, attempt);
                if (attempt >= TriesBeforeParking && reading.Fault != IntakeTransaction.Failed)
                    reading = reading with { Fault = IntakeTransaction.Failed, FaultDetail = exception.Message };
                else if (attempt > TriesBeforeParking)
                    throw;
            }
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "A batch of {Count} messages of partition {PartitionId} failed; trying them one by one")]
    private partial void LogBatchFailed(Exception exception, int partitionId, int count);

    [LoggerMessage(2002, LogLevel.Error, "A message of partition {PartitionId} failed at attempt {Attempt}")]
    private partial void LogMessageFailed(Exception exception, int partitionId, int attempt);

    [LoggerMessage(2003, LogLevel.Warning, "The database refused a batch of partition {PartitionId}; next try in {PauseMs} ms")]
    private partial void LogDatabaseAway(Exception exception, int partitionId, double pauseMs);
}
