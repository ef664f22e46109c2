namespace CaseWorker.Storage.TextSearch;

/// <summary>The cases that wait to be read for their words.</summary>
/// <remarks>
/// What waits is always read from its beginning, never from the last id seen: on a server ids are given before the commit, so a lower
/// one can appear behind a higher one.
/// </remarks>
public static class TextWorkStore
{
    private static readonly RowBatch<int> Insert = new(
        "Id",
        "INSERT INTO TextWork (CaseId) SELECT Id FROM @rows ORDER BY Ord",
        "INSERT INTO TextWork (CaseId) VALUES (@Id)",
        Column.Long<int>("Id", id => id));

    private static readonly Sql First = new(
        "SELECT TOP (@top) WorkId, CaseId FROM TextWork ORDER BY WorkId",
        "SELECT WorkId, CaseId FROM TextWork ORDER BY WorkId LIMIT @top");

    private static readonly RowBatch<long> Delete = new(
        "Id",
        "DELETE w FROM TextWork w JOIN @rows r ON r.Id = w.WorkId",
        "DELETE FROM TextWork WHERE WorkId = @Id",
        Column.Long<long>("Id", id => id));

    /// <summary>The words of these cases may be others when this transaction commits.</summary>
    public static Task AddAsync(Session session, IReadOnlyList<int> caseIds) => session.ExecuteAsync(Insert, caseIds);

    /// <summary>What has waited longest.</summary>
    public static Task<List<TextWorkRow>> ReadFirstAsync(Session session, int top) => session.QueryAsync<TextWorkRow>(First, new { top });

    /// <summary>These are done.</summary>
    public static Task RemoveAsync(Session session, IReadOnlyList<long> workIds) => session.ExecuteAsync(Delete, workIds);
}
