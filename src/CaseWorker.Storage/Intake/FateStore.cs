namespace CaseWorker.Storage.Intake;

/// <summary>What became of the cases that were promised.</summary>
public static class FateStore
{
    private static readonly RowBatch<int> FindFates = new(
        "Id",
        """
        SELECT c.CaseId, CAST(0 AS bigint) AS ParkedId FROM @rows r JOIN SupportCase c ON c.CaseId = r.Id
        UNION ALL
        SELECT p.CaseId, p.ParkedId FROM @rows r JOIN ParkedMessage p ON p.CaseId = r.Id WHERE p.State <> 'resolved'
        """,
        """
        SELECT CaseId, 0 AS ParkedId FROM SupportCase WHERE CaseId = @Id
        UNION ALL
        SELECT CaseId, ParkedId FROM ParkedMessage WHERE CaseId = @Id AND State <> 'resolved'
        """,
        Column.Long<int>("Id", id => id));

    /// <summary>An entry for each case that was stored (null) or parked (the id of the parked message), none for those on their way.</summary>
    public static async Task<Dictionary<int, long?>> FindAsync(Session session, IReadOnlyList<int> caseIds)
    {
        var rows = await session.QueryAsync<int, FateRow>(FindFates, caseIds);
        return rows.GroupBy(row => row.CaseId).ToDictionary(group => group.Key, group => ParkedIdOf(group.Min(row => row.ParkedId)));
    }

    // A stored case wins over a parked message that promised the same id.
    private static long? ParkedIdOf(long lowest) => lowest == 0 ? null : lowest;

    private sealed record FateRow
    {
        public int CaseId { get; init; }

        public long ParkedId { get; init; }
    }
}
