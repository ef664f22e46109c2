namespace CaseWorker.Storage.Cases;

/// <summary>A tag that a case has.</summary>
public sealed record CaseTagRow
{
    public required int CaseId { get; init; }
    public required int TagId { get; init; }
}

/// <summary>The tags of cases. Who changes them has locked the case.</summary>
public static class CaseTagStore
{
    private static readonly Sql Add = Sql.Both(
        """
        INSERT INTO CaseTag (CaseId, TagId, At)
        SELECT @caseId, @tagId, @at WHERE NOT EXISTS (SELECT 1 FROM CaseTag WHERE CaseId = @caseId AND TagId = @tagId)
        """);

    private static readonly Sql Remove = Sql.Both("DELETE FROM CaseTag WHERE CaseId = @caseId AND TagId = @tagId");

    private static readonly RowBatch<int> List = new(
        "Id",
        "SELECT t.CaseId, t.TagId FROM @rows r JOIN CaseTag t ON t.CaseId = r.Id ORDER BY t.CaseId, t.TagId",
        "SELECT CaseId, TagId FROM CaseTag WHERE CaseId = @Id ORDER BY TagId",
        Column.Long<int>("Id", id => id));

    /// <returns>False: the case had the tag already.</returns>
    public static async Task<bool> AddAsync(Session session, int caseId, int tagId, DateTimeOffset at) =>
        await session.ExecuteAsync(Add, new { caseId, tagId, at }) == 1;

    /// <returns>False: the case did not have the tag.</returns>
    public static async Task<bool> RemoveAsync(Session session, int caseId, int tagId) =>
        await session.ExecuteAsync(Remove, new { caseId, tagId }) == 1;

    /// <summary>The tags of the cases, which the caller has read under its hub; each case's by ascending id.</summary>
    public static Task<List<CaseTagRow>> ListAsync(Session session, IReadOnlyList<int> caseIds) => session.QueryAsync<int, CaseTagRow>(List, caseIds);
}
