namespace CaseWorker.Storage.ActionManagement;

/// <summary>Reads cases as the Action Management API shows them, of one hub only.</summary>
public static class ActionCaseStore
{
    private static readonly Sql Find = new(
        $"SELECT {ActionCaseRow.SqlServerColumns} FROM SupportCase WHERE CaseId = @caseId AND HubId = @hubId",
        $"SELECT {ActionCaseRow.SqliteColumns} FROM SupportCase WHERE CaseId = @caseId AND HubId = @hubId");

    private static readonly RowBatch<int> List = new(
        "Id",
        $"SELECT {ActionCaseRow.SqlServerColumns} FROM SupportCase WHERE CaseId IN (SELECT r.Id FROM @rows r)",
        $"SELECT {ActionCaseRow.SqliteColumns} FROM SupportCase WHERE CaseId = @Id",
        Column.Long<int>("Id", id => id));

    /// <summary>Null when the hub has no such case.</summary>
    public static Task<ActionCaseRow?> FindAsync(Session session, int caseId, int hubId) =>
        session.QueryFirstAsync<ActionCaseRow>(Find, new { caseId, hubId });

    /// <summary>The cases of these ids, in the order of the ids. What the hub does not have is left out.</summary>
    public static async Task<List<ActionCaseRow>> ReadAsync(Session session, int hubId, IReadOnlyList<int> caseIds)
    {
        var rows = (await session.QueryAsync<int, ActionCaseRow>(List, caseIds)).ToDictionary(row => row.CaseId);
        return [.. caseIds.Select(id => rows.GetValueOrDefault(id)).OfType<ActionCaseRow>().Where(row => row.HubId == hubId)];
    }
}
