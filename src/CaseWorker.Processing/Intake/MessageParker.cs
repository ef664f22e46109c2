using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Events;
using CaseWorker.Processing.Parking;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;

namespace CaseWorker.Processing.Intake;

/// <summary>Parks a single message without reading it, outside any batch: what the router can't route, dead letters, messages that end workers.</summary>
public sealed class MessageParker(Database database, CatalogCache catalogs, TimeProvider clock)
{
    /// <summary>Parks the message in a transaction of its own; the same key and body are parked once, however often they come; a retry returns to its row.</summary>
    /// <param name="partitionId">Null for what never reached a partition: that has no place in any order and blocks nothing.</param>
    /// <param name="serviceId">Null where it can't be told. A service that blocks is stopped by the message, as by any bad one.</param>
    /// <param name="reason">A word, at most 50 characters.</param>
    /// <param name="headersJson">The message's headers for people; null when there are none.</param>
    /// <param name="epoch">Of the lane that has the message in hand; null for who holds no partition.</param>
    /// <returns>False: another worker has the partition. Nothing was written.</returns>
    /// <exception cref="Exception">The database did not take it: nothing is parked, try again.</exception>
    public Task<bool> ParkAsync(
        IntakeMessage message,
        int? partitionId,
        int? serviceId,
        string reason,
        string? detail,
        string? headersJson,
        long? epoch,
        CancellationToken cancellation)
    {
        var keyHash = MessageHash.OfKey(serviceId, message.MessageKey);
        var bodyHash = MessageHash.OfBody(message.Body);
        return database.WriteAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (epoch is { } held && !await IntakeStore.HoldPartitionAsync(session, partitionId!.Value, held, now))
                    return false;

                await ParkAsync(session, new ParkedRow(message, partitionId, serviceId, keyHash, bodyHash, reason, detail, headersJson, Attempts: 1, now));
                return true;
            },
            cancellation);
    }

    /// <summary>The same inside the caller's transaction, which holds the partition where there is one.</summary>
    public async Task ParkAsync(Session session, ParkedRow row)
    {
        // The counter first, as in every batch: otherwise this and a batch could each wait for the other.
        var counter = await LockBlockingAsync(session, row);
        if (row.Message.RetryOf is { } parkedId && await IsSettledAsync(session, parkedId, row))
            return;

        var known = await IntakeStore.FindKeysAsync(session, [row.KeyHash]);
        if (known.Any(key => key.BodyHash.AsSpan().SequenceEqual(row.BodyHash)))
            return;

        await IntakeStore.AddParkedAsync(session, [row]);
        await TellAsync(session, row, row.Message);
        if (counter is not null)
            await StopServiceAsync(session, row, counter);
    }

    // Null for a service that goes on past bad messages, and where no service, or no place in its order, is known.
    private async Task<ServiceCounterRow?> LockBlockingAsync(Session session, ParkedRow row)
    {
        if (row is not { ServiceId: { } serviceId, PartitionId: not null } || (await catalogs.RefreshAsync(session)).FindService(serviceId) is not { Blocks: true })
            return null;

        return (await IntakeStore.LockCountersAsync(session, [serviceId]))[serviceId];
    }

    // A retry has a row already: the one under way returns there, an older one has nothing left to say.
    private static async Task<bool> IsSettledAsync(Session session, long parkedId, ParkedRow retry)
    {
        if (!(await ParkedStore.LockRetriesAsync(session, [parkedId])).TryGetValue(parkedId, out var parked))
            return false;

        if (!RetryKey.IsCurrent(parked, retry.Message))
            return true;

        await ParkedStore.ReturnAsync(session, parkedId, retry.Reason, retry.Detail, retry.ParkedAt);
        await TellAsync(session, retry, retry.Message with { MessageKey = parked.MessageKey });
        return true;
    }

    /// <param name="message">With the key under which it is parked.</param>
    private static Task TellAsync(Session session, ParkedRow row, IntakeMessage message) =>
        CaseEvents.OfParked(message, message.HubId, row.ServiceId, row.Reason, row.ParkedAt) is { } told
            ? IntakeStore.AddOutboxAsync(session, [told])
            : Task.CompletedTask;

    // At the head it blocks at once. Behind others it keeps its place among the held by an empty message, and blocks when that is reached.
    private static async Task StopServiceAsync(Session session, ParkedRow row, ServiceCounterRow counter)
    {
        var parkedId = await IntakeStore.FindParkedIdAsync(session, row.KeyHash);
        if (counter is { BlockedBy: null, Held: 0 })
        {
            await IntakeStore.SaveCountersAsync(session, [counter with { BlockedBy = parkedId }]);
            return;
        }

        var place = row.Message with { Body = [], CaseId = null, RetryOf = parkedId };
        await IntakeStore.AddHeldAsync(session, [new HeldRow(place, row.PartitionId!.Value, row.ServiceId!.Value, row.KeyHash, row.BodyHash, row.ParkedAt)]);
        await IntakeStore.SaveCountersAsync(session, [counter with { Held = counter.Held + 1 }]);
    }
}
