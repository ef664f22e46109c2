using System.Globalization;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Embedded;

/// <summary>Keeps a message that ends the process from ending it for ever: what a worker does by the broker's count of deliveries (design 3.8).</summary>
/// <remarks>
/// A start is noted until its first batch is stored. A note that is found means that the start before did not get that far, and one
/// of the oldest messages may be why: those are stored alone, each after a committed note of the attempt.
/// </remarks>
public sealed partial class SuspectGuard(
    Database database, IntakeHandler handler, MessageParker parker, PartitionCount partitions, TimeProvider clock, ILogger<SuspectGuard> logger)
{
    private const int MaxAttempts = 3;

    // No message has this key: theirs are hashed with a service.
    private static readonly byte[] StartKey = MessageHash.OfBody("embedded-lane"u8);

    /// <summary>Notes that the lane begins.</summary>
    /// <returns>True: the start before ended before it had stored anything.</returns>
    public async Task<bool> BeginAsync(CancellationToken cancellation)
    {
        var earlier = await database.WriteAsync(session => AttemptStore.BeginAsync(session, StartKey, clock.GetUtcNow()), cancellation);
        if (earlier > 0)
            LogSuspicious(earlier);

        return earlier > 0;
    }

    /// <summary>Notes that the lane works.</summary>
    public Task DoneAsync(CancellationToken cancellation) =>
        database.WriteAsync(session => AttemptStore.ForgetAsync(session, StartKey), cancellation);

    /// <summary>
    /// Stores one message alone, or parks it without reading it when the process ended three times while it did. A service that blocks is
    /// then stopped by it, in its place.
    /// </summary>
    public async Task<BatchOutcome> StoreAloneAsync(LaneBatch single, CancellationToken cancellation)
    {
        var message = single.Messages[0];
        if (message.Version > IntakeMessage.CurrentVersion)
            return BatchOutcome.TooNew;

        var keyHash = MessageHash.OfKey(null, message.MessageKey);
        var earlier = await database.WriteAsync(session => AttemptStore.BeginAsync(session, keyHash, clock.GetUtcNow()), cancellation);
        if (earlier >= MaxAttempts)
            return await ParkAsync(single, keyHash, earlier, cancellation);

        var outcome = await handler.StoreAsync(single, cancellation);
        await database.WriteAsync(session => AttemptStore.ForgetAsync(session, keyHash), cancellation);
        return outcome;
    }

    private async Task<BatchOutcome> ParkAsync(LaneBatch single, byte[] keyHash, int earlier, CancellationToken cancellation)
    {
        var message = single.Messages[0];
        var detail = string.Create(CultureInfo.InvariantCulture, $"The process ended {earlier} times while it handled the message alone.");
        var (parkedKey, bodyHash) = (MessageHash.OfKey(message.ServiceId, message.MessageKey), MessageHash.OfBody(message.Body));
        int? partitionId = message.ServiceId is { } serviceId ? PartitionRule.PartitionOf(serviceId, partitions.Value) : null;
        LogCrashLoop(earlier);
        return await database.WriteAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (!await IntakeStore.HoldPartitionAsync(session, single.PartitionId, single.Epoch, now))
                    return BatchOutcome.Fenced;

                // Where only its body tells the service it is parked without one: reading that may be what ends the process.
                await parker.ParkAsync(session, new ParkedRow(message, partitionId, message.ServiceId, parkedKey, bodyHash, "crash-loop", detail, null, Attempts: 1, now));
                await IntakeQueueStore.DeleteAsync(session, single.QueueIds!);
                await AttemptStore.ForgetAsync(session, keyHash);
                return BatchOutcome.Stored;
            },
            cancellation);
    }

    [LoggerMessage(2105, LogLevel.Warning, "The last {Starts} starts ended before they had stored anything; the oldest messages are now stored one by one")]
    private partial void LogSuspicious(int starts);

    [LoggerMessage(2106, LogLevel.Error, "A message is parked: the process ended {Times} times while it handled it")]
    private partial void LogCrashLoop(int times);
}
