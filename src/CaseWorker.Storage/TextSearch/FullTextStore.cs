using System.Globalization;

namespace CaseWorker.Storage.TextSearch;

/// <summary>The words of cases in SQL Server's own full-text search, where that is in use.</summary>
/// <remarks>
/// That search takes in by itself what was written, some time later, and tells nobody when. So a case that was written stands in the table
/// of words as well, with a mark among its words, and is looked up there alone. Once the full-text search finds the mark in the case's
/// document, the mark becomes one of that instant, and the case is looked up in both; when every search that began before has ended, its
/// words are removed. So whichever a search reads first, it meets a case in one of them.
/// </remarks>
public static class FullTextStore
{
    // Both stand behind every word, which begins with a digit or a letter, and the first behind the second.
    private const string Fresh = "~";
    private const string Known = "|";

    internal static readonly Sql IsInUse = Sql.OnSqlServer("SELECT FullText FROM CaseTextMode WHERE Id = 1");

    // The row that all take turns at, unchanged: what others have read stays valid.
    private static readonly Sql Lock = Sql.OnSqlServer("UPDATE TextTurn SET Turns = Turns WHERE Id = 1");

    private static readonly RowBatch<int> Remove = new(
        "Id", "DELETE d FROM CaseTextDocument d JOIN @rows r ON r.Id = d.CaseId", sqlite: "", Column.Long<int>("Id", id => id));

    private static readonly RowBatch<CaseWordsRow> Replace = new(
        "CaseDocument",
        """
        UPDATE d SET Words = r.Words FROM CaseTextDocument d JOIN @rows r ON r.CaseId = d.CaseId;
        INSERT INTO CaseTextDocument (CaseId, Words)
        SELECT r.CaseId, r.Words FROM @rows r WHERE NOT EXISTS (SELECT 1 FROM CaseTextDocument d WHERE d.CaseId = r.CaseId) ORDER BY r.Ord
        """,
        sqlite: "",
        Column.Int<CaseWordsRow>("CaseId", row => row.CaseId),
        Column.Text<CaseWordsRow>("Words", -1, row => row.Words));

    private static readonly Sql Marks = Sql.OnSqlServer("SELECT DISTINCT TOP (@top) Word FROM CaseTextWord WHERE Word > @after AND Word < @before ORDER BY Word");

    private static readonly Sql Found = Sql.OnSqlServer("SELECT d.CaseId FROM CaseTextDocument d WHERE CONTAINS(d.Words, @terms)");

    private static readonly Sql Marked = Sql.OnSqlServer("SELECT CaseId FROM CaseTextWord WHERE Word = @mark");

    private static readonly Sql Change = Sql.OnSqlServer(
        "UPDATE CaseTextWord SET Word = @known WHERE Word = @mark AND CaseId IN (SELECT CAST(c.value AS int) FROM OPENJSON(@casesJson) c)");

    private static readonly Sql Leave = Sql.OnSqlServer("DELETE w FROM CaseTextWord w WHERE w.CaseId IN (SELECT m.CaseId FROM CaseTextWord m WHERE m.Word = @mark)");

    /// <summary>Puts the documents of the cases in the place of those that they had.</summary>
    /// <param name="caseIds">All of them, those that are no more included.</param>
    /// <param name="turn">Of the step that writes them.</param>
    /// <returns>The words with the mark that the table of words is to have.</returns>
    public static async Task<IReadOnlyList<CaseWordsRow>> ReplaceAsync(Session session, IReadOnlyList<int> caseIds, IReadOnlyList<CaseWordsRow> words, long turn)
    {
        await session.ExecuteAsync(Remove, [.. caseIds.Except(words.Select(row => row.CaseId))]);
        await session.ExecuteAsync(Replace, [.. words.Select(row => row with { Words = FullTextTerms.ForIndex(row.Words, turn) })]);
        return [.. words.Select(row => row with { Words = $"{row.Words} {MarkOf(Fresh, turn)}" })];
    }

    /// <summary>The marks of steps that the full-text search was not seen to know, oldest first.</summary>
    /// <param name="after">Those behind this one; null: from the first one on.</param>
    public static Task<List<string>> ReadFreshAsync(Session session, string? after, int top) =>
        session.QueryAsync<string>(Marks, new { after = after ?? Fresh, before = MarkOf(Fresh, long.MaxValue), top });

    /// <summary>The cases with this mark whose documents the full-text search knows by now.</summary>
    public static async Task<IReadOnlyList<int>> ReadKnownAsync(Session session, string mark)
    {
        var found = await session.QueryAsync<int>(Found, new { terms = FullTextTerms.ForStamp(NumberOf(mark)) });
        return [.. found.Intersect(await session.QueryAsync<int>(Marked, new { mark }))];
    }

    /// <summary>From now on these cases are looked up in the full-text search too. Nothing happens to those that were written since and have another mark.</summary>
    public static async Task SettleAsync(Session session, string mark, IReadOnlyList<int> caseIds, DateTimeOffset now)
    {
        await session.ExecuteAsync(Lock);
        await session.ExecuteAsync(Change, new { mark, known = MarkOf(Known, now.ToUnixTimeMilliseconds()), casesJson = $"[{string.Join(',', caseIds)}]" });
    }

    /// <summary>The marks of cases that have been looked up in the full-text search since before <paramref name="instant"/>, oldest first.</summary>
    public static Task<List<string>> ReadKnownSinceAsync(Session session, DateTimeOffset instant, int top) =>
        session.QueryAsync<string>(Marks, new { after = Known, before = MarkOf(Known, instant.ToUnixTimeMilliseconds()), top });

    /// <summary>Removes all words of the cases with this mark, which leaves them to the full-text search.</summary>
    public static async Task LeaveAsync(Session session, string mark)
    {
        await session.ExecuteAsync(Lock);
        await session.ExecuteAsync(Leave, new { mark });
    }

    private static string MarkOf(string kind, long number) => kind + number.ToString("x16", CultureInfo.InvariantCulture);

    private static long NumberOf(string mark) => long.Parse(mark.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
