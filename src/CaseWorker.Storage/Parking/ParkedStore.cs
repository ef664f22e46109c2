namespace CaseWorker.Storage.Parking;

/// <summary>The states of a parked message, each changed only from the state it must have: one retry at a time per row.</summary>
/// <remarks>
/// parked → retrying → resolved, or back to parked when the retry fails; parked → discarded.
/// Lock order: the counter of the message's service, where one is locked at all, before the parked row.
/// </remarks>
public static class ParkedStore
{
    // Reading after the lock, not with it: not every server's OUTPUT has what the holder before left.
    private static readonly RowBatch<long> LockRetries = new(
        "Id",
        """
        UPDATE p SET State = p.State FROM ParkedMessage p JOIN @rows r ON r.Id = p.ParkedId;
        SELECT p.ParkedId, p.State, p.Attempts, p.MessageKey FROM ParkedMessage p JOIN @rows r ON r.Id = p.ParkedId
        """,
        // Differs from SQL Server: the transaction already holds the only write lock, so reading is enough.
        "SELECT ParkedId, State, Attempts, MessageKey FROM ParkedMessage WHERE ParkedId = @Id",
        Column.Long<long>("Id", id => id));

    private static readonly Sql Begin = Sql.Both(
        """
        UPDATE ParkedMessage SET State = 'retrying', Attempts = Attempts + 1, Body = @body
        WHERE ParkedId = @parkedId AND State = 'parked' AND Attempts = @attempts
        """);

    private static readonly Sql Resolve = Sql.Both(
        """
        UPDATE ParkedMessage SET State = 'resolved', ResolvedAt = @now, ResolvedCaseId = @caseId
        WHERE ParkedId = @parkedId AND State IN ('parked', 'retrying')
        """);

    private static readonly Sql Return = Sql.Both(
        """
        UPDATE ParkedMessage SET State = 'parked', Reason = @reason, Detail = @detail, ParkedAt = @now
        WHERE ParkedId = @parkedId AND State = 'retrying'
        """);

    private static readonly Sql Unsend = Sql.Both(
        "UPDATE ParkedMessage SET State = 'parked' WHERE ParkedId = @parkedId AND State = 'retrying' AND Attempts = @attempts");

    private static readonly Sql Discard = Sql.Both(
        """
        UPDATE ParkedMessage SET State = 'discarded', ResolvedAt = @now, DiscardReason = @reason
        WHERE ParkedId = @parkedId AND State = 'parked'
        """);

    /// <summary>Locks the rows that retries belong to until the transaction ends, so that a repeated or overtaken retry can be told.</summary>
    public static async Task<Dictionary<long, ParkedRetryRow>> LockRetriesAsync(Session session, IEnumerable<long> parkedIds) =>
        (await session.QueryAsync<long, ParkedRetryRow>(LockRetries, [.. parkedIds.Distinct().Order()])).ToDictionary(row => row.ParkedId);

    /// <summary>
    /// parked → retrying: counts the attempt and keeps <paramref name="body"/>, edited or not, as the payload.
    /// The hash of the body stays that of the first message, so that its redelivery is still known.
    /// </summary>
    /// <param name="attempts">What the row was read with.</param>
    /// <returns>False when the row has changed since then: nothing was written.</returns>
    public static async Task<bool> BeginRetryAsync(Session session, long parkedId, int attempts, byte[] body) =>
        await session.ExecuteAsync(Begin, new { parkedId, attempts, body }) == 1;

    /// <summary>retrying → resolved, in the transaction that stores the case.</summary>
    /// <returns>False when the row is resolved or discarded already: then the message must not become a case.</returns>
    public static async Task<bool> ResolveAsync(Session session, long parkedId, int caseId, DateTimeOffset now) =>
        await session.ExecuteAsync(Resolve, new { parkedId, caseId, now }) == 1;

    /// <summary>retrying → parked, with the reason why the retry failed; parkedAt becomes the time of the failure.</summary>
    /// <returns>False when no retry was under way, as after a repetition: nothing was written.</returns>
    public static async Task<bool> ReturnAsync(Session session, long parkedId, string reason, string? detail, DateTimeOffset now) =>
        await session.ExecuteAsync(Return, new { parkedId, reason, detail, now }) == 1;

    /// <summary>retrying → parked, for a retry that certainly never reached a queue. The attempt stays counted: its key is not used again.</summary>
    public static async Task<bool> ReturnUnsentAsync(Session session, long parkedId, int attempts) =>
        await session.ExecuteAsync(Unsend, new { parkedId, attempts }) == 1;

    /// <summary>parked → discarded.</summary>
    /// <returns>False when the row is in another state: nothing was written.</returns>
    public static async Task<bool> DiscardAsync(Session session, long parkedId, string reason, DateTimeOffset now) =>
        await session.ExecuteAsync(Discard, new { parkedId, reason, now }) == 1;
}
