using CaseWorker.Storage.Failpoints;

namespace CaseWorker.Storage.Intake;

/// <summary>What one batch of intake does to the database, step by step, inside the caller's transaction.</summary>
/// <remarks>Locks are taken in this order: partition, service counters by id, departments by id.</remarks>
public static class IntakeStore
{
    private static readonly Sql Fence = Sql.Both(
        "UPDATE Partition SET OwnedAt = @now WHERE PartitionId = @partitionId AND Epoch = @epoch");

    // Reading after the lock, not with it: not every server's OUTPUT has what the holder before left.
    private static readonly RowBatch<int> LockCounters = new(
        "Id",
        """
        UPDATE c SET LastSequence = c.LastSequence FROM ServiceCounter c JOIN @rows r ON r.Id = c.ServiceId;
        SELECT c.ServiceId, c.LastSequence, c.LastStoredAt, c.BlockedBy, c.Held FROM ServiceCounter c JOIN @rows r ON r.Id = c.ServiceId
        """,
        // Differs from SQL Server: the transaction already holds the only write lock, so reading is enough.
        "SELECT ServiceId, LastSequence, LastStoredAt, BlockedBy, Held FROM ServiceCounter WHERE ServiceId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<ServiceCounterRow> SaveCounters = new(
        "ServiceCounter",
        """
        UPDATE c SET LastSequence = r.LastSequence, LastStoredAt = r.LastStoredAt, BlockedBy = r.BlockedBy, Held = r.Held
        FROM ServiceCounter c JOIN @rows r ON r.ServiceId = c.ServiceId
        """,
        """
        UPDATE ServiceCounter SET LastSequence = @LastSequence, LastStoredAt = @LastStoredAt, BlockedBy = @BlockedBy, Held = @Held
        WHERE ServiceId = @ServiceId
        """,
        Column.Int<ServiceCounterRow>("ServiceId", row => row.ServiceId),
        Column.Long<ServiceCounterRow>("LastSequence", row => row.LastSequence),
        Column.Instant<ServiceCounterRow>("LastStoredAt", row => row.LastStoredAt),
        Column.Long<ServiceCounterRow>("BlockedBy", row => row.BlockedBy),
        Column.Int<ServiceCounterRow>("Held", row => row.Held));

    private static readonly RowBatch<byte[]> FindKeys = new(
        "Hash",
        """
        SELECT c.KeyHash, c.BodyHash, c.CaseId, 'case' AS Place FROM @rows r JOIN SupportCase c ON c.KeyHash = r.Hash
        UNION ALL
        SELECT t.KeyHash, t.BodyHash, t.CaseId, 'tombstone' FROM @rows r JOIN Tombstone t ON t.KeyHash = r.Hash
        UNION ALL
        SELECT p.KeyHash, p.BodyHash, p.CaseId, 'parked' FROM @rows r JOIN ParkedMessage p ON p.KeyHash = r.Hash
        UNION ALL
        SELECT h.KeyHash, h.BodyHash, h.CaseId, 'held' FROM @rows r JOIN HeldMessage h ON h.KeyHash = r.Hash
        """,
        """
        SELECT KeyHash, BodyHash, CaseId, 'case' AS Place FROM SupportCase WHERE KeyHash = @Hash
        UNION ALL
        SELECT KeyHash, BodyHash, CaseId, 'tombstone' FROM Tombstone WHERE KeyHash = @Hash
        UNION ALL
        SELECT KeyHash, BodyHash, CaseId, 'parked' FROM ParkedMessage WHERE KeyHash = @Hash
        UNION ALL
        SELECT KeyHash, BodyHash, CaseId, 'held' FROM HeldMessage WHERE KeyHash = @Hash
        """,
        Column.Hash<byte[]>("Hash", hash => hash));

    private static readonly RowBatch<int> FindCaseIds = new(
        "Id",
        """
        SELECT c.CaseId FROM @rows r JOIN SupportCase c ON c.CaseId = r.Id
        UNION ALL
        SELECT t.CaseId FROM @rows r JOIN Tombstone t ON t.CaseId = r.Id
        """,
        "SELECT CaseId FROM SupportCase WHERE CaseId = @Id UNION ALL SELECT CaseId FROM Tombstone WHERE CaseId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<byte[]> FindParkedIds = new(
        "Hash",
        "SELECT p.ParkedId FROM @rows r JOIN ParkedMessage p ON p.KeyHash = r.Hash",
        "SELECT ParkedId FROM ParkedMessage WHERE KeyHash = @Hash",
        Column.Hash<byte[]>("Hash", hash => hash));

    /// <summary>Makes sure that the partition is still this worker's (design 1.3). False: another one has taken it; write nothing.</summary>
    public static async Task<bool> HoldPartitionAsync(Session session, int partitionId, long epoch, DateTimeOffset now) =>
        await session.ExecuteAsync(Fence, new { partitionId, epoch, now }) == 1 || Failpoint.IsWrong(FailpointNames.WrongNoEpochCheck);

    /// <summary>Locks the counters of the services, which must exist, until the transaction ends.</summary>
    public static async Task<Dictionary<int, ServiceCounterRow>> LockCountersAsync(Session session, IEnumerable<int> serviceIds)
    {
        var rows = await session.QueryAsync<int, ServiceCounterRow>(LockCounters, [.. serviceIds.Order()]);
        return rows.ToDictionary(row => row.ServiceId);
    }

    /// <summary>Writes the counters back. They must be locked by this transaction.</summary>
    public static Task SaveCountersAsync(Session session, IReadOnlyList<ServiceCounterRow> counters) =>
        session.ExecuteAsync(SaveCounters, counters);

    /// <summary>All that is known of these keys; several rows for one key where messages with other bodies were parked.</summary>
    public static Task<List<KnownKey>> FindKeysAsync(Session session, IReadOnlyList<byte[]> keyHashes) =>
        session.QueryAsync<byte[], KnownKey>(FindKeys, keyHashes);

    /// <summary>Which of these case ids are used already, by cases or tombstones.</summary>
    public static async Task<HashSet<int>> FindUsedCaseIdsAsync(Session session, IReadOnlyList<int> caseIds) =>
        [.. await session.QueryAsync<int, int>(FindCaseIds, caseIds)];

    /// <summary>The parked message under a key, which must exist; the newest where several bodies were parked.</summary>
    public static async Task<long> FindParkedIdAsync(Session session, byte[] keyHash) =>
        (await session.QueryAsync<byte[], long>(FindParkedIds, [keyHash])).Max();

    public static Task AddCasesAsync(Session session, IReadOnlyList<CaseRow> rows) => session.ExecuteAsync(IntakeTables.Cases, rows);

    public static Task AddPropertiesAsync(Session session, IReadOnlyList<PropertyRow> rows) => session.ExecuteAsync(IntakeTables.Properties, rows);

    public static Task AddNotesAsync(Session session, IReadOnlyList<NoteRow> rows) => session.ExecuteAsync(IntakeTables.Notes, rows);

    /// <summary>Adds the sets that are not stored yet.</summary>
    public static Task AddRepSetsAsync(Session session, IReadOnlyList<RepSetRow> rows) => session.ExecuteAsync(IntakeTables.RepSets, rows);

    public static Task AddAssignmentsAsync(Session session, IReadOnlyList<AssignmentRow> rows) => session.ExecuteAsync(IntakeTables.Assignments, rows);

    public static Task AddOutboxAsync(Session session, IReadOnlyList<OutboxRow> rows) => session.ExecuteAsync(IntakeTables.Outbox, rows);

    public static Task AddParkedAsync(Session session, IReadOnlyList<ParkedRow> rows) => session.ExecuteAsync(IntakeTables.Parked, rows);

    public static Task AddHeldAsync(Session session, IReadOnlyList<HeldRow> rows) => session.ExecuteAsync(IntakeTables.Held, rows);
}
