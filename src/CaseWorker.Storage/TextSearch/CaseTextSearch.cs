using CaseWorker.Storage.Cases;

namespace CaseWorker.Storage.TextSearch;

/// <summary>Finds the cases of a hub by their words.</summary>
public static class CaseTextSearch
{
    private static readonly Sql Ascending = Page("");

    private static readonly Sql Descending = Page(" DESC");

    private static readonly Sql FullTextAscending = FullTextPage("");

    private static readonly Sql FullTextDescending = FullTextPage(" DESC");

    /// <summary>How many cases have all of the words, and the ids of those of the page, in the order of case ids.</summary>
    /// <param name="words">As <c>SearchWords.ForQuery</c> makes them for this hub; an empty array finds nothing.</param>
    public static async Task<CasePage> FindAsync(Session session, int hubId, string words, bool descending, long offset, int limit)
    {
        var terms = await IsFullTextAsync(session) ? FullTextTerms.ForSearch(words) : null;
        var rows = terms is null
            ? await session.QueryAsync<FoundRow>(descending ? Descending : Ascending, new { hubId, words, offset, limit })
            : await session.QueryAsync<FoundRow>(descending ? FullTextDescending : FullTextAscending, new { hubId, words, terms, offset, limit });
        return new CasePage(rows[0].Total, [.. rows.Select(row => row.CaseId).OfType<int>()]);
    }

    private static async Task<bool> IsFullTextAsync(Session session) =>
        session.Provider == StorageProvider.SqlServer && await session.QueryFirstAsync<bool>(FullTextStore.IsInUse);

    // What is found is listed once, counted, and paged. A case that was deleted since still has its words until its turn comes: it is left
    // out, as what waits tells, since looking all cases up would take as long as finding them. The total stands also where the page is empty.
    private static Sql Page(string direction) => new(
        PageOnSqlServer(FoundByWords, direction),
        // Differs from SQL Server: an index of words is asked, in its own language; the words have no character that means something there.
        $"""
        WITH found AS MATERIALIZED (
            SELECT t.rowid AS CaseId FROM CaseText t
            WHERE t.CaseText MATCH (SELECT COALESCE(group_concat('"' || w.value || '" *', ' AND '), '""') FROM json_each(@words) w)
                AND t.rowid NOT IN (SELECT w.CaseId FROM TextWork w WHERE NOT EXISTS (SELECT 1 FROM SupportCase c WHERE c.CaseId = w.CaseId)))
        SELECT n.Total, p.CaseId FROM (SELECT COUNT(*) AS Total FROM found) n
        LEFT JOIN (
            SELECT c.CaseId FROM SupportCase c
            WHERE c.HubId = @hubId AND c.CaseId IN (SELECT CaseId FROM found ORDER BY CaseId{direction} LIMIT @limit OFFSET @offset)) p ON 1 = 1
        ORDER BY p.CaseId{direction}
        """);

    // A case with a mark behind '~' is not yet, or not as it is now, in the full-text search. One that is in both counts once.
    private static Sql FullTextPage(string direction) => Sql.OnSqlServer(PageOnSqlServer(
        $"""
            SELECT d.CaseId FROM CaseTextDocument d
            WHERE CONTAINS(d.Words, @terms) AND NOT EXISTS (SELECT 1 FROM CaseTextWord w WHERE w.CaseId = d.CaseId AND w.Word > N'~') AND d.CaseId NOT IN ({Deleted})
            UNION
        {FoundByWords}
        """,
        direction));

    private const string Deleted = "SELECT w.CaseId FROM TextWork w WHERE NOT EXISTS (SELECT 1 FROM SupportCase c WHERE c.CaseId = w.CaseId)";

    private const string FoundByWords =
        $"""
            SELECT t.CaseId FROM OPENJSON(@words) w JOIN CaseTextWord t ON t.Word LIKE CAST(w.value AS nvarchar(64)) COLLATE Latin1_General_100_BIN2 + N'%'
            WHERE t.CaseId NOT IN ({Deleted})
            GROUP BY t.CaseId
            HAVING COUNT(DISTINCT w.[key]) = (SELECT COUNT(*) FROM OPENJSON(@words))
        """;

    private static string PageOnSqlServer(string found, string direction) =>
        $"""
        WITH found AS (
        {found})
        SELECT n.Total, p.CaseId FROM (SELECT COUNT(*) AS Total FROM found) n
        LEFT JOIN (
            SELECT c.CaseId FROM SupportCase c JOIN found f ON f.CaseId = c.CaseId
            WHERE c.HubId = @hubId ORDER BY c.CaseId{direction} OFFSET @offset ROWS FETCH NEXT @limit ROWS ONLY) p ON 1 = 1
        ORDER BY p.CaseId{direction}
        """;

    private sealed record FoundRow
    {
        public required int Total { get; init; }

        /// <summary>Null: the page is empty.</summary>
        public int? CaseId { get; init; }
    }
}
