using System.Globalization;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Partitions;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>What a lane does with the messages of its partition: takes the partition, stores batches, sets aside what must not be stored.</summary>
/// <param name="catalog">The catalogue as this process knows it: tells the hub of a message that is parked unread.</param>
/// <param name="store">The intake handler: retries what concerns the database for ever, throws when cancelled only.</param>
public sealed partial class LaneWork(
    Database database,
    Func<LaneBatch, CancellationToken, Task<BatchOutcome>> store,
    ParkMessage park,
    Func<Catalog> catalog,
    Instance instance,
    TimeProvider time,
    ILogger<LaneWork> logger)
{
    private const int MaxAttempts = 3;

    private readonly LaneQuarantine quarantine = new();

    /// <summary>How many messages are stored together at most.</summary>
    public int MaxBatch => database.MaxBatch;

    /// <summary>Makes this worker the holder of the partition and fences every earlier one.</summary>
    public Task<long> TakePartitionAsync(int partitionId, CancellationToken cancellation) =>
        InsistAsync(
            () => database.WriteAsync(session => PartitionStore.TakeAsync(session, partitionId, instance.Name, time.GetUtcNow()), cancellation),
            cancellation);

    /// <summary>Waits until the database answers.</summary>
    public Task WaitForDatabaseAsync(CancellationToken cancellation) =>
        InsistAsync(() => database.ReadAsync(PartitionStore.ReadCountAsync, cancellation), cancellation);

    internal async Task<BatchOutcome> StoreAsync(int partitionId, long epoch, IReadOnlyList<LaneDelivery> deliveries, CancellationToken cancellation)
    {
        if (deliveries is [{ IsPlain: false } alone])
            return await StoreAloneAsync(partitionId, epoch, alone, cancellation);

        using (await quarantine.EnterAsync(cancellation))
            return await store(new LaneBatch(partitionId, epoch, [.. deliveries.Select(delivery => delivery.Message)]), cancellation);
    }

    private async Task<BatchOutcome> StoreAloneAsync(int partitionId, long epoch, LaneDelivery delivery, CancellationToken cancellation)
    {
        if (delivery.IsTooLarge)
        {
            var detail = string.Create(CultureInfo.InvariantCulture, $"The body must be at most {LaneDelivery.MaxBody} bytes, is {delivery.Message.Body.Length}.");
            return await ParkAsync("too-large", detail);
        }

        // Not ours to try, however often it comes: a newer worker will store it.
        if (delivery.Message.Version > IntakeMessage.CurrentVersion)
            return BatchOutcome.TooNew;

        var keyHash = MessageHash.OfKey(null, delivery.Message.MessageKey);

        // In hand when a worker ended once, it may have been another lane's message that ended it: from then on it is tried with nothing beside it.
        var wasInHand = await InsistAsync(() => database.ReadAsync(session => AttemptStore.CountAsync(session, keyHash), cancellation), cancellation) > 0;
        using var stay = wasInHand ? await quarantine.EnterAloneAsync(cancellation) : await quarantine.EnterAsync(cancellation);
        var earlier = await InsistAsync(
            () => database.WriteAsync(session => AttemptStore.BeginAsync(session, keyHash, time.GetUtcNow()), cancellation),
            cancellation);
        if (earlier >= MaxAttempts)
        {
            // The attempts stay on record: delivered once more, because this worker ended before its acknowledgement, it is parked again and not stored.
            LogCrashLoop(partitionId, delivery.DeliveryCount);
            return await ParkAsync("crash-loop", $"Workers ended {earlier} times while they handled it alone.");
        }

        // Whatever the outcome, this worker outlived the attempt.
        var outcome = await store(new LaneBatch(partitionId, epoch, [delivery.Message]), cancellation);
        await ForgetAttemptAsync(keyHash, cancellation);
        return outcome;

        Task<BatchOutcome> ParkAsync(string reason, string detail) => InsistAsync(
            async () =>
            {
                var service = ServiceOf(delivery);
                var message = delivery.Message with { HubId = service?.HubId ?? delivery.Message.HubId };
                var isOurs = await park(message, partitionId, service?.ServiceId, reason, detail, null, epoch, cancellation);
                return isOurs ? BatchOutcome.Stored : BatchOutcome.Fenced;
            },
            cancellation);
    }

    private async Task ForgetAttemptAsync(byte[] keyHash, CancellationToken cancellation)
    {
        try
        {
            await InsistAsync(
                () => database.WriteAsync(
                    async session =>
                    {
                        await AttemptStore.ForgetAsync(session, keyHash);
                        return true;
                    },
                    cancellation),
                cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The message is stored, which is what counts; the attempt is forgotten in time.
        }
    }

    // The body is not asked: it is larger than we read, or reading it may be what ends workers. What gateway and router wrote beside
    // it is enough for the hub's admin to see the message, and for a repetition of a case that was stored already to be known as one.
    // A service of another hub than the one that is named is not believed: nobody may see what is another hub's.
    private Service? ServiceOf(LaneDelivery delivery)
    {
        var service = delivery.Message.ServiceId is { } serviceId ? catalog().FindService(serviceId) : null;
        return service is not null && delivery.Message.HubId is { } hubId && hubId != service.HubId ? null : service;
    }

    // Nothing is acknowledged before this succeeds, and nothing behind it in the partition may go first: so it is tried for ever.
    private async Task<T> InsistAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = TimeSpan.FromMilliseconds(Math.Min(2000, pause.TotalMilliseconds * 2)))
        {
            try
            {
                return await work();
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                LogTryingAgain(exception);
            }

            await Task.Delay(pause, time, cancellation);
        }
    }

    [LoggerMessage(3030, LogLevel.Error, "A message of partition {PartitionId} was delivered {DeliveryCount} times and is parked: workers end while they handle it")]
    private partial void LogCrashLoop(int partitionId, long deliveryCount);

    [LoggerMessage(3031, LogLevel.Warning, "A lane can't go on without the database; trying again")]
    private partial void LogTryingAgain(Exception exception);
}
