namespace CaseWorker.Storage.Fifo;

/// <summary>Reads the rows of the FIFO proof: cases and tombstones of a service in the order of their sequence.</summary>
public static class FifoStore
{
    private const string Columns = "Sequence, CaseId, KeyHash, MessageKey, Source, SourceN, AcceptedAt, StoredAt, Worker";

    private static readonly Sql ReadAfter = new(
        $"""
        SELECT TOP (@top) {Columns}, DeletedAt FROM (
            SELECT {Columns}, CAST(NULL AS bigint) AS DeletedAt FROM SupportCase WHERE ServiceId = @serviceId AND Sequence > @sequence
            UNION ALL
            SELECT {Columns}, DeletedAt FROM Tombstone WHERE ServiceId = @serviceId AND Sequence > @sequence) stored
        ORDER BY Sequence
        """,
        // Differs from SQL Server: only a compound statement without a frame around it is merged in index order.
        $"""
        SELECT {Columns}, NULL AS DeletedAt FROM SupportCase WHERE ServiceId = @serviceId AND Sequence > @sequence
        UNION ALL
        SELECT {Columns}, DeletedAt FROM Tombstone WHERE ServiceId = @serviceId AND Sequence > @sequence
        ORDER BY Sequence LIMIT @top
        """);

    private static readonly Sql ReadUpTo = new(
        $"""
        SELECT TOP (@top) {Columns}, DeletedAt FROM (
            SELECT {Columns}, CAST(NULL AS bigint) AS DeletedAt FROM SupportCase WHERE ServiceId = @serviceId AND Sequence <= @sequence
            UNION ALL
            SELECT {Columns}, DeletedAt FROM Tombstone WHERE ServiceId = @serviceId AND Sequence <= @sequence) stored
        ORDER BY Sequence DESC
        """,
        // Differs from SQL Server: only a compound statement without a frame around it is merged in index order.
        $"""
        SELECT {Columns}, NULL AS DeletedAt FROM SupportCase WHERE ServiceId = @serviceId AND Sequence <= @sequence
        UNION ALL
        SELECT {Columns}, DeletedAt FROM Tombstone WHERE ServiceId = @serviceId AND Sequence <= @sequence
        ORDER BY Sequence DESC LIMIT @top
        """);

    private static readonly Sql CountStored = Sql.Both(
        """
        SELECT (SELECT COUNT(*) FROM SupportCase WHERE ServiceId = @serviceId)
            + (SELECT COUNT(*) FROM Tombstone WHERE ServiceId = @serviceId)
        """);

    private static readonly RowBatch<byte[]> RepeatedKeys = new(
        "Hash",
        """
        SELECT stored.KeyHash FROM (
            SELECT c.KeyHash FROM @rows r JOIN SupportCase c ON c.KeyHash = r.Hash
            UNION ALL
            SELECT t.KeyHash FROM @rows r JOIN Tombstone t ON t.KeyHash = r.Hash) stored
        GROUP BY stored.KeyHash HAVING COUNT(*) > 1
        """,
        """
        SELECT KeyHash FROM (
            SELECT KeyHash FROM SupportCase WHERE KeyHash = @Hash
            UNION ALL
            SELECT KeyHash FROM Tombstone WHERE KeyHash = @Hash) stored
        GROUP BY KeyHash HAVING COUNT(*) > 1
        """,
        Column.Hash<byte[]>("Hash", hash => hash));

    private static readonly Sql Counters = Sql.Both("SELECT ServiceId, LastSequence FROM ServiceCounter ORDER BY ServiceId");

    private static readonly Sql Counter = Sql.Both("SELECT ServiceId, LastSequence FROM ServiceCounter WHERE ServiceId = @serviceId");

    private static readonly Sql FindHub = Sql.Both("SELECT HubId FROM Service WHERE ServiceId = @serviceId");

    /// <summary>The rows with a sequence above <paramref name="sequence"/>, lowest first, at most <paramref name="top"/>.</summary>
    public static Task<List<FifoRow>> ReadAfterAsync(Session session, int serviceId, long sequence, int top) =>
        session.QueryAsync<FifoRow>(ReadAfter, new { serviceId, sequence, top });

    /// <summary>The last rows up to and with <paramref name="sequence"/>, lowest first, at most <paramref name="top"/>.</summary>
    public static async Task<List<FifoRow>> ReadUpToAsync(Session session, int serviceId, long sequence, int top)
    {
        var rows = await session.QueryAsync<FifoRow>(ReadUpTo, new { serviceId, sequence, top });
        rows.Reverse();
        return rows;
    }

    /// <summary>How many cases of the service were stored, the deleted ones included.</summary>
    public static Task<long> CountAsync(Session session, int serviceId) => session.QueryFirstAsync<long>(CountStored, new { serviceId });

    /// <summary>Those of the hashes that more than one case or tombstone has, in the whole installation.</summary>
    public static async Task<List<byte[]>> FindRepeatedKeysAsync(Session session, IReadOnlyList<byte[]> keyHashes) =>
        [.. (await session.QueryAsync<byte[], KeyRow>(RepeatedKeys, keyHashes)).Select(row => row.KeyHash)];

    /// <summary>The counters of all services that ever took cases, by ascending service.</summary>
    public static Task<List<FifoCounterRow>> ListCountersAsync(Session session) => session.QueryAsync<FifoCounterRow>(Counters);

    /// <summary>Null when the service never existed.</summary>
    public static Task<FifoCounterRow?> FindCounterAsync(Session session, int serviceId) =>
        session.QueryFirstAsync<FifoCounterRow>(Counter, new { serviceId });

    /// <summary>The hub of a service; null when there is no such service.</summary>
    public static Task<int?> FindHubAsync(Session session, int serviceId) => session.QueryFirstAsync<int?>(FindHub, new { serviceId });

    private sealed record KeyRow
    {
        public required byte[] KeyHash { get; init; }
    }
}
