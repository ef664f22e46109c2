using CaseWorker.Processing.Parking;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;

namespace CaseWorker.Processing.Intake;

/// <summary>Parks a single message outside any batch: what the router can't route, dead letters, messages that crash the process.</summary>
public sealed class MessageParker(Database database, TimeProvider clock)
{
    /// <summary>Parks the message in a transaction of its own; the same key and body are parked once, however often they come; a retry returns to its row.</summary>
    /// <param name="serviceId">Null where it can't be told.</param>
    /// <param name="reason">A word, at most 50 characters.</param>
    /// <param name="headersJson">The message's headers for people; null when there are none.</param>
    /// <exception cref="Exception">The database did not take it: nothing is parked, try again.</exception>
    public Task ParkAsync(
        IntakeMessage message,
        int? partitionId,
        int? serviceId,
        string reason,
        string? detail,
        string? headersJson,
        CancellationToken cancellation)
    {
        var keyHash = MessageHash.OfKey(serviceId, message.MessageKey);
        var bodyHash = MessageHash.OfBody(message.Body);
        var row = new ParkedRow(message, partitionId, serviceId, keyHash, bodyHash, reason, detail, headersJson, Attempts: 1, clock.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (message.RetryOf is { } parkedId && await IsSettledAsync(session, parkedId, message, row))
                    return;

                var known = await IntakeStore.FindKeysAsync(session, [keyHash]);
                if (!known.Any(key => key.BodyHash.AsSpan().SequenceEqual(bodyHash)))
                    await IntakeStore.AddParkedAsync(session, [row]);
            },
            cancellation);
    }

    // A retry has a row already: the one under way returns there, an older one has nothing left to say.
    private static async Task<bool> IsSettledAsync(Session session, long parkedId, IntakeMessage retry, ParkedRow row)
    {
        if (!(await ParkedStore.LockRetriesAsync(session, [parkedId])).TryGetValue(parkedId, out var parked))
            return false;

        if (RetryKey.IsCurrent(parked, retry))
            await ParkedStore.ReturnAsync(session, parkedId, row.Reason, row.Detail, row.ParkedAt);

        return true;
    }
}
