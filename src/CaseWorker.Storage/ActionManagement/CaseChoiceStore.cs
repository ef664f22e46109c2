namespace CaseWorker.Storage.ActionManagement;

/// <summary>What somebody chose of the lists and roles of a program, case by case. Who changes it has locked the case.</summary>
public static class CaseChoiceStore
{
    private static readonly RowBatch<int> ListValues = new(
        "Id",
        "SELECT v.CaseId, v.ListId, v.ItemId, v.SubCategoryId FROM @rows r JOIN CaseListValue v ON v.CaseId = r.Id ORDER BY v.CaseId, v.ListId",
        "SELECT CaseId, ListId, ItemId, SubCategoryId FROM CaseListValue WHERE CaseId = @Id ORDER BY ListId",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<int> RoleUsers = new(
        "Id",
        "SELECT u.CaseId, u.RoleId, u.RepId, u.Ordinal FROM @rows r JOIN CaseRoleUser u ON u.CaseId = r.Id ORDER BY u.CaseId, u.RoleId, u.RepId",
        "SELECT CaseId, RoleId, RepId, Ordinal FROM CaseRoleUser WHERE CaseId = @Id ORDER BY RoleId, RepId",
        Column.Long<int>("Id", id => id));

    private static readonly Sql ClearListValue = Sql.Both("DELETE FROM CaseListValue WHERE CaseId = @CaseId AND ListId = @ListId");

    private static readonly Sql AddListValue = Sql.Both(
        "INSERT INTO CaseListValue (CaseId, ListId, ItemId, SubCategoryId) VALUES (@CaseId, @ListId, @ItemId, @SubCategoryId)");

    private static readonly Sql ClearRole = Sql.Both("DELETE FROM CaseRoleUser WHERE CaseId = @caseId AND RoleId = @roleId");

    private static readonly Sql AddRoleUser = Sql.Both(
        "INSERT INTO CaseRoleUser (CaseId, RoleId, RepId, Ordinal) VALUES (@CaseId, @RoleId, @RepId, @Ordinal)");

    /// <summary>The chosen items of the cases, which the caller has read under its hub.</summary>
    public static Task<List<CaseListValueRow>> ReadListValuesAsync(Session session, IReadOnlyList<int> caseIds) =>
        session.QueryAsync<int, CaseListValueRow>(ListValues, caseIds);

    /// <summary>The chosen users of the cases, which the caller has read under its hub; those of a role by ascending ordinal.</summary>
    public static async Task<List<CaseRoleUserRow>> ReadRoleUsersAsync(Session session, IReadOnlyList<int> caseIds) =>
        [.. (await session.QueryAsync<int, CaseRoleUserRow>(RoleUsers, caseIds)).OrderBy(row => row.CaseId).ThenBy(row => row.RoleId).ThenBy(row => row.Ordinal)];

    /// <summary>Chooses the item, in place of the one that the case had of the list.</summary>
    public static async Task SetListValueAsync(Session session, CaseListValueRow row)
    {
        await session.ExecuteAsync(ClearListValue, new { row.CaseId, row.ListId });
        await session.ExecuteAsync(AddListValue, row);
    }

    /// <summary>Replaces the users of a role, in the order given, each once; none: the role is empty.</summary>
    public static async Task SetRoleUsersAsync(Session session, int caseId, int roleId, IReadOnlyList<int> repIds)
    {
        await session.ExecuteAsync(ClearRole, new { caseId, roleId });
        for (var ordinal = 0; ordinal < repIds.Count; ordinal++)
            await session.ExecuteAsync(AddRoleUser, new CaseRoleUserRow { CaseId = caseId, RoleId = roleId, RepId = repIds[ordinal], Ordinal = ordinal });
    }
}
