namespace CaseWorker.Storage.Intake;

/// <summary>Writes what cases have beyond their first row, inside the caller's transaction, which stored or locked them.</summary>
public static class CaseWishStore
{
    private static readonly RowBatch<CaseWishRow> Complete = new(
        "CaseWish",
        """
        UPDATE c SET CaseType = r.CaseType, FirstResponseAt = r.FirstResponseAt, LastResponseAt = r.LastResponseAt, HasReplied = r.HasReplied,
            LastMessageAt = r.LastMessageAt, DuePausedAt = r.DuePausedAt
        FROM SupportCase c JOIN @rows r ON r.CaseId = c.CaseId
        """,
        """
        UPDATE SupportCase SET CaseType = @CaseType, FirstResponseAt = @FirstResponseAt, LastResponseAt = @LastResponseAt, HasReplied = @HasReplied,
            LastMessageAt = @LastMessageAt, DuePausedAt = @DuePausedAt
        WHERE CaseId = @CaseId
        """,
        Column.Int<CaseWishRow>("CaseId", row => row.CaseId),
        Column.Word<CaseWishRow>("CaseType", 10, row => row.CaseType),
        Column.Instant<CaseWishRow>("FirstResponseAt", row => row.FirstResponseAt),
        Column.Instant<CaseWishRow>("LastResponseAt", row => row.LastResponseAt),
        Column.Bool<CaseWishRow>("HasReplied", row => row.HasReplied),
        Column.Instant<CaseWishRow>("LastMessageAt", row => row.LastMessageAt),
        Column.Instant<CaseWishRow>("DuePausedAt", row => row.DuePausedAt));

    private static readonly RowBatch<CaseHistoryRow> History = new(
        "CaseHistory",
        """
        INSERT INTO CaseNote (CaseId, HubId, At, ModifiedAt, Author, RepId, System, Type, Title, Text, Origin, Sender, Recipients, CopiedTo, BlindCopiedTo, ReceivedAt, ItemHash)
        SELECT r.CaseId, c.HubId, r.At, r.At, r.Author, r.RepId, r.System, r.Type, r.Title, r.Text, r.Origin, r.Sender, r.Recipients, r.CopiedTo, r.BlindCopiedTo, r.ReceivedAt, r.ItemHash
        FROM @rows r LEFT JOIN SupportCase c ON c.CaseId = r.CaseId ORDER BY r.Ord
        """,
        """
        INSERT INTO CaseNote (CaseId, HubId, At, ModifiedAt, Author, RepId, System, Type, Title, Text, Origin, Sender, Recipients, CopiedTo, BlindCopiedTo, ReceivedAt, ItemHash)
        VALUES (@CaseId, (SELECT HubId FROM SupportCase WHERE CaseId = @CaseId), @At, @At, @Author, @RepId, @System, @Type, @Title, @Text, @Origin, @Sender, @Recipients,
            @CopiedTo, @BlindCopiedTo, @ReceivedAt, @ItemHash)
        """,
        Column.Int<CaseHistoryRow>("CaseId", row => row.CaseId),
        Column.Instant<CaseHistoryRow>("At", row => row.At),
        Column.Text<CaseHistoryRow>("Author", 200, row => row.Author),
        Column.Int<CaseHistoryRow>("RepId", row => row.RepId),
        Column.Bool<CaseHistoryRow>("System", _ => false),
        Column.Word<CaseHistoryRow>("Type", 20, row => row.Type),
        Column.Text<CaseHistoryRow>("Title", 1000, row => row.Title),
        Column.Text<CaseHistoryRow>("Text", -1, row => row.Text),
        Column.Word<CaseHistoryRow>("Origin", 10, row => row.Origin),
        Column.Text<CaseHistoryRow>("Sender", 320, row => row.Sender),
        Column.Text<CaseHistoryRow>("Recipients", -1, row => row.Recipients),
        Column.Text<CaseHistoryRow>("CopiedTo", -1, row => row.CopiedTo),
        Column.Text<CaseHistoryRow>("BlindCopiedTo", -1, row => row.BlindCopiedTo),
        Column.Instant<CaseHistoryRow>("ReceivedAt", row => row.ReceivedAt),
        Column.Hash<CaseHistoryRow>("ItemHash", row => row.ItemHash));

    private static readonly RowBatch<NewTagRow> Tags = RowBatch<NewTagRow>.Insert(
        "CaseTag",
        Column.Int<NewTagRow>("CaseId", row => row.CaseId),
        Column.Int<NewTagRow>("TagId", row => row.TagId),
        Column.Instant<NewTagRow>("At", row => row.At));

    private static readonly RowBatch<NewPauseRow> Pauses = RowBatch<NewPauseRow>.Insert(
        "CasePause",
        Column.Int<NewPauseRow>("CaseId", row => row.CaseId),
        Column.Instant<NewPauseRow>("FromAt", row => row.FromAt));

    private static readonly RowBatch<CaseEmailRow> Emails = new(
        "CaseEmail",
        """
        INSERT INTO CaseEmail (HubId, Email, CaseId)
        SELECT DISTINCT r.HubId, r.Email, r.CaseId FROM @rows r
        WHERE NOT EXISTS (SELECT 1 FROM CaseEmail e WHERE e.HubId = r.HubId AND e.Email = r.Email AND e.CaseId = r.CaseId)
        """,
        "INSERT OR IGNORE INTO CaseEmail (HubId, Email, CaseId) VALUES (@HubId, @Email, @CaseId)",
        Column.Int<CaseEmailRow>("HubId", row => row.HubId),
        Column.Text<CaseEmailRow>("Email", 320, row => row.Email),
        Column.Int<CaseEmailRow>("CaseId", row => row.CaseId));

    private static readonly Sql ReadItems = Sql.Both("SELECT ItemHash FROM CaseNote WHERE CaseId = @caseId AND ItemHash IS NOT NULL");

    /// <summary>Fills in what the first rows left out.</summary>
    public static Task CompleteAsync(Session session, IReadOnlyList<CaseWishRow> rows) => session.ExecuteAsync(Complete, rows);

    /// <summary>Adds notes, calls and e-mails. Their hashes must be new to their cases.</summary>
    public static Task AddHistoryAsync(Session session, IReadOnlyList<CaseHistoryRow> rows) => session.ExecuteAsync(History, rows);

    /// <summary>Tags cases that have just been stored.</summary>
    public static Task AddTagsAsync(Session session, IReadOnlyList<NewTagRow> rows) => session.ExecuteAsync(Tags, rows);

    public static Task AddPausesAsync(Session session, IReadOnlyList<NewPauseRow> rows) => session.ExecuteAsync(Pauses, rows);

    /// <summary>Adds the addresses that the cases do not have yet.</summary>
    public static Task AddEmailsAsync(Session session, IReadOnlyList<CaseEmailRow> rows) => session.ExecuteAsync(Emails, rows);

    /// <summary>The hashes of the items that were imported into a case.</summary>
    public static Task<List<byte[]>> ReadItemsAsync(Session session, int caseId) => session.QueryAsync<byte[]>(ReadItems, new { caseId });
}
