using CaseWorker.Storage.ActionManagement;

namespace CaseWorker.Processing.ActionManagement;

/// <summary>The item of a list that a caller wants for a case.</summary>
/// <param name="SubCategoryId">One of the item's; null: none.</param>
public sealed record ListChoice(int ListId, int ItemId, int? SubCategoryId);

/// <summary>The users that a caller wants in a role of a case, in their order; none: nobody.</summary>
public sealed record RoleChoice(int RoleId, IReadOnlyList<int> UserIds);

/// <summary>What somebody chose for a case before.</summary>
public sealed record CaseChoices(IReadOnlyList<CaseListValueRow> ListValues, IReadOnlyList<CaseRoleUserRow> RoleUsers)
{
    public CaseListValueRow? OfList(int listId) => ListValues.FirstOrDefault(row => row.ListId == listId);

    public IEnumerable<CaseRoleUserRow> OfRole(int roleId) => RoleUsers.Where(row => row.RoleId == roleId);

    /// <summary>The same after others were chosen: an item in the place of its list's, users in the place of their role's.</summary>
    public CaseChoices With(int caseId, IReadOnlyList<CaseListValueRow> listValues, IReadOnlyList<RoleChoice> roles) => new(
        [.. ListValues.Where(row => listValues.All(value => value.ListId != row.ListId)), .. listValues],
        [.. RoleUsers.Where(row => roles.All(role => role.RoleId != row.RoleId)), .. roles.SelectMany(role => RowsOf(caseId, role))]);

    private static IEnumerable<CaseRoleUserRow> RowsOf(int caseId, RoleChoice role) =>
        role.UserIds.Select((repId, ordinal) => new CaseRoleUserRow { CaseId = caseId, RoleId = role.RoleId, RepId = repId, Ordinal = ordinal });
}
