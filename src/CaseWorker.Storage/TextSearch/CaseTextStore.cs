namespace CaseWorker.Storage.TextSearch;

/// <summary>Reads the texts of cases, and writes their words where searches look them up.</summary>
public static class CaseTextStore
{
    private static readonly Sql Head = Sql.Both($"SELECT {CaseHeadTextRow.Columns} FROM SupportCase WHERE CaseId = @caseId");

    private static readonly Sql Notes = Sql.Both($"SELECT {CaseNoteTextRow.Columns} FROM CaseNote WHERE CaseId = @caseId AND System = 0 ORDER BY NoteId");

    private static readonly Sql Emails = Sql.Both("SELECT Email FROM CaseEmail WHERE CaseId = @caseId");

    private static readonly RowBatch<int> Remove = new(
        "Id",
        "DELETE w FROM CaseTextWord w JOIN @rows r ON r.Id = w.CaseId",
        "DELETE FROM CaseText WHERE rowid = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<CaseWordsRow> Insert = new(
        "CaseText",
        "INSERT INTO CaseTextWord (Word, CaseId) SELECT w.value, r.CaseId FROM @rows r CROSS APPLY STRING_SPLIT(r.Words, N' ') w WHERE w.value <> N''",
        // Differs from SQL Server: the index parts the text itself.
        "INSERT INTO CaseText (rowid, Words) VALUES (@CaseId, @Words)",
        Column.Int<CaseWordsRow>("CaseId", row => row.CaseId),
        Column.Int<CaseWordsRow>("HubId", row => row.HubId),
        Column.Text<CaseWordsRow>("Words", -1, row => row.Words));

    /// <summary>What the case itself says; null: there is none any more.</summary>
    public static Task<CaseHeadTextRow?> ReadHeadAsync(Session session, int caseId) => session.QueryFirstAsync<CaseHeadTextRow>(Head, new { caseId });

    /// <summary>What people wrote about it, in their order.</summary>
    public static Task<List<CaseNoteTextRow>> ReadNotesAsync(Session session, int caseId) => session.QueryAsync<CaseNoteTextRow>(Notes, new { caseId });

    /// <summary>The addresses by which its customer is known.</summary>
    public static Task<List<string>> ReadEmailsAsync(Session session, int caseId) => session.QueryAsync<string>(Emails, new { caseId });

    /// <summary>Puts the words of the cases in the place of those that they had.</summary>
    /// <param name="caseIds">All of them, those that are no more included.</param>
    public static async Task ReplaceAsync(Session session, IReadOnlyList<int> caseIds, IReadOnlyList<CaseWordsRow> words)
    {
        await session.ExecuteAsync(Remove, caseIds);
        await session.ExecuteAsync(Insert, words);
    }
}
