namespace CaseWorker.Storage.Intake;

/// <summary>A request that came with an Idempotency-Key, and the ids it was given.</summary>
public sealed record IdempotencyRow
{
    public required int HubId { get; init; }

    /// <summary>SHA-256 of hub and key.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>SHA-256 of the normalised request.</summary>
    public required byte[] RequestHash { get; init; }

    public required int CaseId { get; init; }

    /// <summary>Of a case that was enqueued: its message's key. Of what was added to a stored case: the answer, in the words of who did it. At most 255.</summary>
    public required string MessageKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the message was known to be in its queue; null until then, and perhaps for some time after.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }
}

/// <summary>Idempotency keys: at most one row for each hub and key, and the first one wins.</summary>
public static class IdempotencyStore
{
    private static readonly RowColumn<IdempotencyRow>[] Columns =
    [
        Column.Int<IdempotencyRow>("HubId", row => row.HubId),
        Column.Hash<IdempotencyRow>("KeyHash", row => row.KeyHash),
        Column.Hash<IdempotencyRow>("RequestHash", row => row.RequestHash),
        Column.Int<IdempotencyRow>("CaseId", row => row.CaseId),
        Column.Text<IdempotencyRow>("MessageKey", 255, row => row.MessageKey),
        Column.Instant<IdempotencyRow>("CreatedAt", row => row.CreatedAt),
    ];

    private static readonly RowBatch<IdempotencyRow> Find = new(
        "IdempotencyKey",
        """
        SELECT k.HubId, k.KeyHash, k.RequestHash, k.CaseId, k.MessageKey, k.CreatedAt, k.ConfirmedAt
        FROM @rows r JOIN IdempotencyKey k ON k.HubId = r.HubId AND k.KeyHash = r.KeyHash
        """,
        """
        SELECT HubId, KeyHash, RequestHash, CaseId, MessageKey, CreatedAt, ConfirmedAt
        FROM IdempotencyKey WHERE HubId = @HubId AND KeyHash = @KeyHash
        """,
        Columns);

    private static readonly RowBatch<IdempotencyRow> Add = new(
        "IdempotencyKey",
        """
        INSERT INTO IdempotencyKey (HubId, KeyHash, RequestHash, CaseId, MessageKey, CreatedAt)
        SELECT HubId, KeyHash, RequestHash, CaseId, MessageKey, CreatedAt FROM @rows ORDER BY Ord
        """,
        """
        INSERT INTO IdempotencyKey (HubId, KeyHash, RequestHash, CaseId, MessageKey, CreatedAt)
        VALUES (@HubId, @KeyHash, @RequestHash, @CaseId, @MessageKey, @CreatedAt)
        """,
        Columns);

    // CreatedAt carries the instant of the confirmation here, so that the same shape of rows serves.
    private static readonly RowBatch<IdempotencyRow> Confirm = new(
        "IdempotencyKey",
        """
        UPDATE k SET ConfirmedAt = r.CreatedAt
        FROM IdempotencyKey k JOIN @rows r ON k.HubId = r.HubId AND k.KeyHash = r.KeyHash
        WHERE k.ConfirmedAt IS NULL AND k.CaseId = r.CaseId
        """,
        """
        UPDATE IdempotencyKey SET ConfirmedAt = @CreatedAt
        WHERE HubId = @HubId AND KeyHash = @KeyHash AND ConfirmedAt IS NULL AND CaseId = @CaseId
        """,
        Columns);

    private static readonly Sql RemoveOld = new(
        "DELETE FROM IdempotencyKey WHERE KeyHash IN (SELECT TOP (@count) KeyHash FROM IdempotencyKey WHERE CreatedAt < @before ORDER BY CreatedAt) AND CreatedAt < @before",
        "DELETE FROM IdempotencyKey WHERE KeyHash IN (SELECT KeyHash FROM IdempotencyKey WHERE CreatedAt < @before ORDER BY CreatedAt LIMIT @count) AND CreatedAt < @before");

    /// <summary>The rows that exist under the keys of <paramref name="rows"/>.</summary>
    public static Task<List<IdempotencyRow>> FindAsync(Session session, IReadOnlyList<IdempotencyRow> rows) =>
        session.QueryAsync<IdempotencyRow, IdempotencyRow>(Find, rows);

    /// <summary>Adds rows, unconfirmed. A key that exists fails the transaction; <see cref="Database.IsDuplicate"/> tells.</summary>
    public static Task AddAsync(Session session, IReadOnlyList<IdempotencyRow> rows) => session.ExecuteAsync(Add, rows);

    /// <summary>Notes that the messages of these rows are in their queues. Rows that are gone or confirmed already stay as they are.</summary>
    public static Task ConfirmAsync(Session session, IReadOnlyList<IdempotencyRow> rows, DateTimeOffset now) =>
        session.ExecuteAsync(Confirm, [.. rows.Select(row => row with { CreatedAt = now })]);

    /// <summary>Removes up to <paramref name="count"/> rows made before the instant, the oldest first. Returns how many.</summary>
    public static Task<int> RemoveOldAsync(Session session, DateTimeOffset before, int count) =>
        session.ExecuteAsync(RemoveOld, new { before, count });
}
