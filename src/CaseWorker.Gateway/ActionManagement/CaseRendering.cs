using CaseWorker.Processing.ActionManagement;
using CaseWorker.Storage;
using CaseWorker.Storage.ActionManagement;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>Cases as the Action Management API shows them, and the one mapping from a case to that API.</summary>
/// <param name="program">The program of the cases' hub.</param>
internal sealed class CaseRendering(ActionProgram program, ActionLinks links)
{
    /// <summary>The cases of a page, in the order of their ids; what the hub has no more is left out.</summary>
    /// <param name="caseIds">Cases of the program's hub.</param>
    /// <param name="includes">What is not in it is null in the items, and not read.</param>
    public async Task<List<CaseListItem>> ReadItemsAsync(Session session, IReadOnlyList<int> caseIds, CaseIncludes includes)
    {
        var rows = await ActionCaseStore.ReadAsync(session, program.HubId, caseIds);
        var belongings = await ReadBelongingsAsync(session, [.. rows.Select(row => row.CaseId)], includes);
        return [.. rows.Select(row => ItemOf(row, belongings))];
    }

    /// <summary>Null: the hub has no such case.</summary>
    public async Task<(CaseDetail Detail, long Version)?> FindAsync(Session session, int caseId)
    {
        if (await ActionCaseStore.FindAsync(session, caseId, program.HubId) is not { } row)
            return null;

        return (DetailOf(row, await ReadBelongingsAsync(session, [caseId], CaseIncludes.All)), row.RowVersion);
    }

    private static async Task<Belongings> ReadBelongingsAsync(Session session, IReadOnlyList<int> caseIds, CaseIncludes includes) => new(
        includes.HasFlag(CaseIncludes.ListValues) ? (await CaseChoiceStore.ReadListValuesAsync(session, caseIds)).ToLookup(row => row.CaseId) : null,
        includes.HasFlag(CaseIncludes.Roles) ? (await CaseChoiceStore.ReadRoleUsersAsync(session, caseIds)).ToLookup(row => (row.CaseId, row.RoleId)) : null,
        includes.HasFlag(CaseIncludes.DataFields) ? (await CaseReader.ListPropertiesAsync(session, caseIds)).ToLookup(row => row.CaseId) : null);

    private CaseListItem ItemOf(ActionCaseRow row, Belongings belongings)
    {
        var (workflow, trigger) = (ProgramRule.WorkflowOf(program, row), ProgramRule.TriggerOf(program, row));
        return new CaseListItem(
            row.CaseId,
            ProgramRule.NameOf(row),
            workflow?.Id,
            workflow?.Name,
            CostOf(row),
            IsClosed(row),
            trigger?.Id,
            trigger?.Name,
            row.OpenedAt,
            belongings.ListValues is { } values ? ListValuesOf(row, values) : null,
            belongings.RoleUsers is { } users ? RolesOf(row, users) : null,
            belongings.Properties is { } properties ? DataFieldsOf(row, properties) : null,
            links.OfCase(row.CaseId));
    }

    private CaseDetail DetailOf(ActionCaseRow row, Belongings belongings)
    {
        var trigger = ProgramRule.TriggerOf(program, row);
        return new CaseDetail(
            row.CaseId,
            ProgramRule.NameOf(row),
            ProgramRule.WorkflowOf(program, row)?.Id,
            CostOf(row),
            IsClosed(row),
            row.IsOverdue,
            trigger?.Id,
            trigger?.Name,
            row.DueAt,
            row.PreOverdueAt,
            row.PostOverdueAt,
            row.OpenedAt,
            row.UpdatedAt,
            ListValuesOf(row, belongings.ListValues!),
            RolesOf(row, belongings.RoleUsers!),
            DataFieldsOf(row, belongings.Properties!),
            links.OfCase(row.CaseId));
    }

    private static bool IsClosed(ActionCaseRow row) => row.Status == "closed";

    // Without the zeros at the end, which say nothing.
    private decimal? CostOf(ActionCaseRow row) => ProgramRule.CostOf(program, row) / 1.0000000000000000000000000000m;

    private List<ListValueItem> ListValuesOf(ActionCaseRow row, ILookup<int, CaseListValueRow> chosen)
    {
        var items = new List<ListValueItem>();
        foreach (var list in program.Lists)
        {
            var choice = chosen[row.CaseId].FirstOrDefault(value => value.ListId == list.Id);
            if (ProgramRule.ValueOf(list, row, choice) is { } value)
                items.Add(ListItemView.Of(list, value));
        }

        return items;
    }

    private List<RoleItem> RolesOf(ActionCaseRow row, ILookup<(int CaseId, int RoleId), CaseRoleUserRow> chosen) =>
    [
        .. program.Roles.Select(role => new RoleItem(
            role.Id,
            row.CaseId,
            role.Name,
            // Workflows of ours switch no roles on and off.
            WorkflowRoleIsActive: false,
            [.. ProgramRule.UsersOf(program, role, row, chosen[(row.CaseId, role.Id)]).Select(UserOf)])),
    ];

    private UserItem UserOf(int repId)
    {
        var user = program.FindUser(repId)!;
        return new UserItem(repId, user.UserName, user.Active, links.OfUser(repId));
    }

    private List<DataFieldItem> DataFieldsOf(ActionCaseRow row, ILookup<int, CasePropertyRow> properties) =>
    [
        .. ProgramRule.DataValuesOf(program, [.. properties[row.CaseId]])
            .Select(value => new DataFieldItem(value.FieldId, row.CaseId, value.Name, value.Value, value.QuestionName)),
    ];

    // What hangs on the cases; null: was not asked for.
    private sealed record Belongings(
        ILookup<int, CaseListValueRow>? ListValues,
        ILookup<(int CaseId, int RoleId), CaseRoleUserRow>? RoleUsers,
        ILookup<int, CasePropertyRow>? Properties);
}
