using System.Globalization;

namespace CaseWorker.Storage.TextSearch;

/// <summary>The words of cases in SQL Server's own full-text search, where that is in use.</summary>
/// <remarks>
/// That search takes in by itself what was written, some time later, and tells nobody when. So a case that was written stands in the table
/// of words as well, with a mark among its words, and is looked up there; once the full-text search finds the mark in the case's document,
/// it knows all of it, and the case leaves the table of words.
/// </remarks>
public static class FullTextStore
{
    // Behind every word, which begins with a digit or small letter.
    private const string Mark = "~";

    internal static readonly Sql IsInUse = Sql.OnSqlServer("SELECT FullText FROM TextTurn WHERE Id = 1");

    private static readonly RowBatch<int> Remove = new(
        "Id", "DELETE d FROM CaseTextDocument d JOIN @rows r ON r.Id = d.CaseId", sqlite: "", Column.Long<int>("Id", id => id));

    private static readonly RowBatch<CaseWordsRow> Insert = new(
        "CaseDocument",
        "INSERT INTO CaseTextDocument (CaseId, Words) SELECT CaseId, Words FROM @rows ORDER BY Ord",
        sqlite: "",
        Column.Int<CaseWordsRow>("CaseId", row => row.CaseId),
        Column.Text<CaseWordsRow>("Words", -1, row => row.Words));

    private static readonly Sql Marks = Sql.OnSqlServer("SELECT DISTINCT TOP (@top) Word FROM CaseTextWord WHERE Word > @after ORDER BY Word");

    private static readonly Sql Found = Sql.OnSqlServer("SELECT d.CaseId FROM CaseTextDocument d WHERE CONTAINS(d.Words, @term)");

    private static readonly Sql Marked = Sql.OnSqlServer("SELECT CaseId FROM CaseTextWord WHERE Word = @mark");

    /// <summary>Puts the documents of the cases in the place of those that they had.</summary>
    /// <param name="caseIds">All of them, those that are no more included.</param>
    /// <param name="turn">Of the step that writes them.</param>
    /// <returns>The words with the mark that the table of words is to have.</returns>
    public static async Task<IReadOnlyList<CaseWordsRow>> ReplaceAsync(Session session, IReadOnlyList<int> caseIds, IReadOnlyList<CaseWordsRow> words, long turn)
    {
        await session.ExecuteAsync(Remove, caseIds);
        await session.ExecuteAsync(Insert, [.. words.Select(row => row with { Words = FullTextTerms.ForIndex(row.Words, turn) })]);
        return [.. words.Select(row => row with { Words = $"{row.Words} {MarkOf(turn)}" })];
    }

    /// <summary>The marks behind <paramref name="after"/>, oldest first; null: from the first one on.</summary>
    public static Task<List<string>> ReadMarksAsync(Session session, string? after, int top) => session.QueryAsync<string>(Marks, new { after = after ?? Mark, top });

    /// <summary>The cases with this mark whose documents the full-text search knows by now.</summary>
    public static async Task<IReadOnlyList<int>> ReadSettledAsync(Session session, string mark)
    {
        var turn = long.Parse(mark.AsSpan(Mark.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var found = await session.QueryAsync<int>(Found, new { term = $"\"{FullTextTerms.OfStamp(turn)}\"" });
        return [.. found.Intersect(await session.QueryAsync<int>(Marked, new { mark }))];
    }

    private static string MarkOf(long turn) => Mark + turn.ToString("x16", CultureInfo.InvariantCulture);
}
