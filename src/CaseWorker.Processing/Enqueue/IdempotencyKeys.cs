using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Sees to it that a request with an Idempotency-Key has one case id and one message key, whoever sends it how often.</summary>
internal sealed class IdempotencyKeys(Database database, TimeProvider clock)
{
    private const int MaxTries = 3;

    /// <summary>Commits a row for each item that has none yet, and gives all items the ids of their rows. Items must have a key and a fresh CaseId.</summary>
    /// <returns>The places of the items whose key came before with another request.</returns>
    public async Task<IReadOnlySet<int>> ClaimAsync(int hubId, IReadOnlyList<EnqueueItem> items, CancellationToken cancellation)
    {
        var wanted = items.Select(item => RowOf(hubId, item)).ToList();
        var rows = await ClaimAsync(wanted, [.. items.Select((item, i) => MessageHash.OfKey(item.Service.ServiceId, wanted[i].MessageKey))], cancellation);
        var reused = new HashSet<int>();
        for (var i = 0; i < items.Count; i++)
        {
            if (!rows[i].RequestHash.AsSpan().SequenceEqual(wanted[i].RequestHash))
                reused.Add(items[i].Index);

            items[i].Claim = rows[i];
            items[i].IsReplayed = rows[i].CaseId != wanted[i].CaseId;
            items[i].CaseId = rows[i].CaseId;
            items[i].MessageKey = rows[i].MessageKey;
        }

        return reused;
    }

    private IdempotencyRow RowOf(int hubId, EnqueueItem item)
    {
        var hash = MessageHash.OfKey(hubId, item.Key!);
        return new IdempotencyRow
        {
            HubId = hubId,
            KeyHash = hash,
            RequestHash = MessageHash.OfBody(item.Body),
            CaseId = item.CaseId,
            MessageKey = Convert.ToHexStringLower(hash),
            CreatedAt = clock.GetUtcNow(),
        };
    }

    private async Task<IdempotencyRow[]> ClaimAsync(List<IdempotencyRow> wanted, byte[][] messageHashes, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await database.WriteAsync(session => ClaimAsync(session, wanted, messageHashes), cancellation, wanted.Count);
            }
            catch (Exception exception) when (database.IsDuplicate(exception) && tries < MaxTries)
            {
                // Another gateway committed one of the keys between our look and our insert: now it can be seen.
            }
        }
    }

    private static async Task<IdempotencyRow[]> ClaimAsync(Session session, List<IdempotencyRow> wanted, byte[][] messageHashes)
    {
        var existing = (await IdempotencyStore.FindAsync(session, wanted)).ToDictionary(row => Convert.ToHexString(row.KeyHash));
        var rows = wanted.Select(row => existing.GetValueOrDefault(Convert.ToHexString(row.KeyHash))).ToArray();
        var fresh = Enumerable.Range(0, rows.Length).Where(i => rows[i] is null).ToList();

        // A row is gone after 7 days, its message is known for ever: what was stored then stays the answer, else the new message would be parked as a repetition.
        var known = (await IntakeStore.FindKeysAsync(session, [.. fresh.Select(i => messageHashes[i])])).ToLookup(key => Convert.ToHexString(key.KeyHash));
        foreach (var i in fresh)
        {
            var key = known[Convert.ToHexString(messageHashes[i])].FirstOrDefault(key => key.CaseId is not null);
            rows[i] = key is null ? wanted[i] : wanted[i] with { CaseId = key.CaseId!.Value, RequestHash = key.BodyHash };
        }

        await IdempotencyStore.AddAsync(session, [.. fresh.Select(i => rows[i]!)]);
        return rows!;
    }
}
