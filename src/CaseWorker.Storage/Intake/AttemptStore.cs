namespace CaseWorker.Storage.Intake;

/// <summary>How often a message that may be what kills workers was begun (design 3.8).</summary>
/// <remarks>A count of 1 or more: begun so often alone. 0 or less: begun with others, and which of them it was is not known.</remarks>
public static class AttemptStore
{
    private static readonly Sql Read = Sql.Both("SELECT Count FROM Attempt WHERE KeyHash = @keyHash");

    private static readonly Sql CountUp = Sql.Both("UPDATE Attempt SET Count = Count + 1, LastAt = @now WHERE KeyHash = @keyHash");

    private static readonly Sql Add = Sql.Both("INSERT INTO Attempt (KeyHash, Count, LastAt) VALUES (@keyHash, 1, @now)");

    private static readonly Sql ReadBegun = new(
        "SELECT TOP (@count) KeyHash FROM Attempt WHERE LastAt >= @since AND Count >= @least ORDER BY LastAt DESC",
        "SELECT KeyHash FROM Attempt WHERE LastAt >= @since AND Count >= @least ORDER BY LastAt DESC LIMIT @count");

    private static readonly RowBatch<AttemptRow> Put = new(
        "Attempt",
        """
        UPDATE a SET Count = r.Count, LastAt = r.LastAt FROM Attempt a JOIN @rows r ON r.KeyHash = a.KeyHash;
        INSERT INTO Attempt (KeyHash, Count, LastAt)
        SELECT r.KeyHash, r.Count, r.LastAt FROM @rows r WHERE NOT EXISTS (SELECT 1 FROM Attempt a WHERE a.KeyHash = r.KeyHash)
        """,
        """
        INSERT INTO Attempt (KeyHash, Count, LastAt) VALUES (@KeyHash, @Count, @LastAt)
        ON CONFLICT (KeyHash) DO UPDATE SET Count = excluded.Count, LastAt = excluded.LastAt
        """,
        Column.Hash<AttemptRow>("KeyHash", row => row.KeyHash),
        Column.Int<AttemptRow>("Count", row => row.Count),
        Column.Instant<AttemptRow>("LastAt", row => row.LastAt));

    private static readonly RowBatch<byte[]> FindAll = new(
        "Hash",
        "SELECT a.KeyHash, a.Count FROM @rows r JOIN Attempt a ON a.KeyHash = r.Hash",
        "SELECT KeyHash, Count FROM Attempt WHERE KeyHash = @Hash",
        Column.Hash<byte[]>("Hash", hash => hash));

    private static readonly RowBatch<byte[]> RemoveAll = new(
        "Hash",
        "DELETE FROM Attempt WHERE KeyHash IN (SELECT Hash FROM @rows)",
        "DELETE FROM Attempt WHERE KeyHash = @Hash",
        Column.Hash<byte[]>("Hash", hash => hash));

    private static readonly Sql Remove = Sql.Both("DELETE FROM Attempt WHERE KeyHash = @keyHash");

    private static readonly Sql RemoveOld = new(
        "DELETE FROM Attempt WHERE KeyHash IN (SELECT TOP (@count) KeyHash FROM Attempt WHERE LastAt < @before ORDER BY LastAt)",
        "DELETE FROM Attempt WHERE KeyHash IN (SELECT KeyHash FROM Attempt WHERE LastAt < @before ORDER BY LastAt LIMIT @count)");

    /// <summary>Counts one more attempt, and returns how many there were before. Commit it before the attempt begins.</summary>
    public static async Task<int> BeginAsync(Session session, byte[] keyHash, DateTimeOffset now)
    {
        if (await session.ExecuteAsync(CountUp, new { keyHash, now }) == 0)
            await session.ExecuteAsync(Add, new { keyHash, now });

        return await session.QueryFirstAsync<int>(Read, new { keyHash }) - 1;
    }

    /// <summary>The keys of up to <paramref name="count"/> messages that were begun alone at least so often, and not before an instant for the last time, those begun last first.</summary>
    public static async Task<IReadOnlyList<byte[]>> ReadBegunAsync(Session session, int least, DateTimeOffset since, int count) =>
        [.. (await session.QueryAsync<AttemptKeyRow>(ReadBegun, new { least, since, count })).Select(row => row.KeyHash)];

    /// <summary>The counts of the messages that were begun and did not end well; the others are not in it.</summary>
    public static async Task<List<AttemptCountRow>> FindAsync(Session session, IReadOnlyList<byte[]> keyHashes) =>
        await session.QueryAsync<byte[], AttemptCountRow>(FindAll, keyHashes);

    /// <summary>Notes that the messages are begun together. Commit it before they are.</summary>
    /// <param name="count">0 or less.</param>
    public static Task BeginTogetherAsync(Session session, IReadOnlyList<byte[]> keyHashes, int count, DateTimeOffset now) =>
        session.ExecuteAsync(Put, [.. keyHashes.Select(keyHash => new AttemptRow(keyHash, count, now))]);

    /// <summary>Forgets the attempts of messages that went well together.</summary>
    public static Task ForgetAllAsync(Session session, IReadOnlyList<byte[]> keyHashes) => session.ExecuteAsync(RemoveAll, keyHashes);

    /// <summary>Forgets the attempts of a message that went well, or was parked.</summary>
    public static Task ForgetAsync(Session session, byte[] keyHash) => session.ExecuteAsync(Remove, new { keyHash });

    /// <summary>Removes up to <paramref name="count"/> notes of messages that were last begun before the instant. Returns how many.</summary>
    public static Task<int> RemoveOldAsync(Session session, DateTimeOffset before, int count) =>
        session.ExecuteAsync(RemoveOld, new { before, count });

    private sealed record AttemptKeyRow
    {
        public required byte[] KeyHash { get; init; }
    }

    private sealed record AttemptRow(byte[] KeyHash, int Count, DateTimeOffset LastAt);
}
