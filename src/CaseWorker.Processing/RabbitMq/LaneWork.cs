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
    private readonly DeadlyKeys deadly = new();

    /// <summary>How many messages are stored together at most.</summary>
    public int MaxBatch => database.MaxBatch;

    /// <summary>Makes this worker the holder of the partition and fences every earlier one.</summary>
    public Task<long> TakePartitionAsync(int partitionId, CancellationToken cancellation) =>
        InsistAsync(
            () => database.WriteAsync(
                async session =>
                {
                    var now = time.GetUtcNow();
                    var epoch = await PartitionStore.TakeAsync(session, partitionId, instance.Name, now);
                    await deadly.LoadAsync(session, MaxAttempts, now);
                    return epoch;
                },
                cancellation),
            cancellation);

    /// <summary>Waits until the database answers.</summary>
    public Task WaitForDatabaseAsync(CancellationToken cancellation) =>
        InsistAsync(() => database.ReadAsync(PartitionStore.ReadCountAsync, cancellation), cancellation);

    internal async Task<BatchOutcome> StoreAsync(int partitionId, long epoch, IReadOnlyList<LaneDelivery> deliveries, CancellationToken cancellation)
    {
        var lane = new LaneBatch(partitionId, epoch, []);
        if (deliveries[0].IsTooLarge)
        {
            var detail = string.Create(CultureInfo.InvariantCulture, $"The body must be at most {LaneDelivery.MaxBody} bytes, is {deliveries[0].Message.Body.Length}.");
            return await ParkAsync(lane, deliveries[0], "too-large", detail, cancellation);
        }

        if (deliveries[0].IsSuspicious)
            return await StoreSuspiciousAsync(lane, deliveries, cancellation);

        if (deadly.FindIn(deliveries) is >= 0 and var place)
            return await StoreAroundAsync(lane, deliveries, place, cancellation);

        using (await quarantine.EnterAsync(cancellation))
            return await store(lane with { Messages = [.. deliveries.Select(delivery => delivery.Message)] }, cancellation);
    }

    // A copy that is delivered for the first time says nothing of the workers that the message has ended.
    private async Task<BatchOutcome> StoreAroundAsync(LaneBatch lane, IReadOnlyList<LaneDelivery> deliveries, int place, CancellationToken cancellation)
    {
        var outcome = place == 0
            ? BatchOutcome.Stored
            : await StoreAsync(lane.PartitionId, lane.Epoch, [.. deliveries.Take(place)], cancellation);
        if (outcome == BatchOutcome.Stored)
            outcome = await StoreSuspiciousAsync(lane, [deliveries[place]], cancellation);
        if (outcome == BatchOutcome.Stored && place + 1 < deliveries.Count)
            outcome = await StoreAsync(lane.PartitionId, lane.Epoch, [.. deliveries.Skip(place + 1)], cancellation);

        return outcome;
    }

    private async Task<BatchOutcome> StoreSuspiciousAsync(LaneBatch lane, IReadOnlyList<LaneDelivery> deliveries, CancellationToken cancellation)
    {
        // Not ours to try, however often they come: a newer worker will store them.
        if (deliveries.Any(delivery => delivery.Message.Version > IntakeMessage.CurrentVersion))
            return BatchOutcome.TooNew;

        byte[][] keyHashes = [.. deliveries.Select(delivery => MessageHash.OfKey(null, delivery.Message.MessageKey))];
        var rows = await InsistAsync(() => database.ReadAsync(session => AttemptStore.FindAsync(session, keyHashes), cancellation), cancellation);
        var counts = rows.ToDictionary(row => Convert.ToHexString(row.KeyHash), row => (int?)row.Count);
        int?[] attempts = [.. keyHashes.Select(keyHash => counts.GetValueOrDefault(Convert.ToHexString(keyHash)))];
        for (int from = 0, count; from < deliveries.Count; from += count)
        {
            count = SuspicionRule.CountFrom(attempts, from);
            var outcome = count == 1
                ? await StoreAloneAsync(lane, deliveries[from], keyHashes[from], attempts[from] is not null, cancellation)
                : await StoreTogetherAsync(
                    lane with { Messages = [.. deliveries.Skip(from).Take(count).Select(delivery => delivery.Message)] },
                    keyHashes[from..(from + count)],
                    attempts[from] is not null,
                    cancellation);
            if (outcome != BatchOutcome.Stored)
                return outcome;
        }

        return BatchOutcome.Stored;
    }

    private async Task<BatchOutcome> StoreTogetherAsync(LaneBatch batch, byte[][] keyHashes, bool wereInHand, CancellationToken cancellation)
    {
        // In hand when a worker ended once, it may have been another lane's message that ended it: from then on nothing is tried beside it.
        using var stay = wereInHand ? await quarantine.EnterAloneAsync(cancellation) : await quarantine.EnterAsync(cancellation);
        await InsistAsync(
            () => database.WriteAsync(
                async session =>
                {
                    await AttemptStore.BeginTogetherAsync(session, keyHashes, wereInHand ? SuspicionRule.InSmallGroup : SuspicionRule.InLargeGroup, time.GetUtcNow());
                    return true;
                },
                cancellation,
                keyHashes.Length),
            cancellation);

        // Whatever the outcome, this worker outlived the attempt.
        var outcome = await store(batch, cancellation);
        await ForgetAttemptsAsync(keyHashes, cancellation);
        return outcome;
    }

    private async Task<BatchOutcome> StoreAloneAsync(LaneBatch lane, LaneDelivery delivery, byte[] keyHash, bool wasInHand, CancellationToken cancellation)
    {
        using var stay = wasInHand ? await quarantine.EnterAloneAsync(cancellation) : await quarantine.EnterAsync(cancellation);
        var earlier = await InsistAsync(
            () => database.WriteAsync(session => AttemptStore.BeginAsync(session, keyHash, time.GetUtcNow()), cancellation),
            cancellation);
        if (earlier >= MaxAttempts)
        {
            // The attempts stay on record: delivered once more, because this worker ended before its acknowledgement, it is parked again and not stored.
            LogCrashLoop(lane.PartitionId, delivery.DeliveryCount);
            deadly.Add(keyHash);
            return await ParkAsync(lane, delivery, "crash-loop", $"Workers ended {earlier} times while they handled it alone.", cancellation);
        }

        // Whatever the outcome, this worker outlived the attempt.
        var outcome = await store(lane with { Messages = [delivery.Message] }, cancellation);
        await ForgetAttemptsAsync([keyHash], cancellation);
        return outcome;
    }

    private Task<BatchOutcome> ParkAsync(LaneBatch lane, LaneDelivery delivery, string reason, string detail, CancellationToken cancellation) => InsistAsync(
        async () =>
        {
            var service = ServiceOf(delivery);
            var message = delivery.Message with { HubId = service?.HubId ?? delivery.Message.HubId };
            var isOurs = await park(message, lane.PartitionId, service?.ServiceId, reason, detail, null, lane.Epoch, cancellation);
            return isOurs ? BatchOutcome.Stored : BatchOutcome.Fenced;
        },
        cancellation);

    private async Task ForgetAttemptsAsync(byte[][] keyHashes, CancellationToken cancellation)
    {
        try
        {
            await InsistAsync(
                () => database.WriteAsync(
                    async session =>
                    {
                        await AttemptStore.ForgetAllAsync(session, keyHashes);
                        return true;
                    },
                    cancellation,
                    keyHashes.Length),
                cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // They are stored, which is what counts; the attempts are forgotten in time.
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
