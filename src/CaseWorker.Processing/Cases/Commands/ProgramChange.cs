using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage.ActionManagement;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>What an update is in view of the program and of what the case has by now.</summary>
/// <param name="Wish">The update with only those members that change something; its status and rep are those that list items and roles stand for.</param>
/// <param name="ListValues">The items to be chosen.</param>
/// <param name="Roles">The users of each role that changes, without the rep in the role that mirrors the rep.</param>
/// <param name="Changed">listValues and roles, where something changes that neither status nor rep tells.</param>
internal sealed record ProgramChange(
    CaseCommand.Update Wish,
    IReadOnlyList<CaseListValueRow> ListValues,
    IReadOnlyList<RoleChoice> Roles,
    IReadOnlyList<string> Changed)
{
    /// <summary>Reads the update against the case. Pure.</summary>
    /// <remarks>Who sends back what was read chooses nothing: what the case has anyway is left out (spec 6: GET, change, PUT).</remarks>
    public static (ProgramChange? Change, CaseResult.Refused? Refused) Of(ActionProgram program, CaseProgramFacts row, CaseChoices choices, CaseCommand.Update wish)
    {
        var reader = new Reader(program, row, choices);
        reader.ReadMembers(wish);
        reader.ReadLists(wish.ListValues);
        reader.ReadRoles(wish.Roles);
        return reader.Refused is { } refused ? (null, refused) : (reader.Change, null);
    }

    /// <summary>The case status that the wanted items stand for, before anything is checked; null: no status item is wanted.</summary>
    public static string? StatusOf(ActionProgram program, CaseCommand.Update wish) => wish.ListValues
        .Select(choice => program.FindList(choice.ListId) is { IsStatus: true } list ? list.Find(choice.ItemId)?.CaseStatus : null)
        .LastOrDefault(status => status is not null);

    /// <summary>The rep that the wanted users stand for, before anything is checked; not given: the role that mirrors the rep is not wanted otherwise.</summary>
    public static Given<int?> RepOf(ActionProgram program, CaseCommand.Update wish) =>
        wish.Roles.LastOrDefault(choice => choice.RoleId == program.AssigneeRole?.Id) is { } role ? new(RepOf(role)) : default;

    private static int? RepOf(RoleChoice role) => role.UserIds.Count > 0 ? role.UserIds[0] : null;

    private sealed class Reader(ActionProgram program, CaseProgramFacts row, CaseChoices choices)
    {
        private readonly List<CaseListValueRow> listValues = [];
        private readonly List<RoleChoice> roles = [];
        private readonly HashSet<string> changed = [];
        private CaseCommand.Update wish = new();

        /// <summary>The first thing that can't be; null: nothing.</summary>
        public CaseResult.Refused? Refused { get; private set; }

        public ProgramChange Change => new(wish, listValues, roles, [.. changed]);

        public void ReadMembers(CaseCommand.Update asked)
        {
            wish = asked;
            if (asked.Subject.IsGiven && asked.Subject.Value == ProgramRule.NameOf(row))
                wish = wish with { Subject = default };
            if (asked.Cost.IsGiven && asked.Cost.Value == ProgramRule.CostOf(program, row))
                wish = wish with { Cost = default };
            if (asked.WorkflowId.IsGiven && asked.WorkflowId.Value == ProgramRule.WorkflowOf(program, row)?.Id)
                wish = wish with { WorkflowId = default };
            else if (asked.WorkflowId is { IsGiven: true, Value: { } workflowId } && program.Workflows.Find(workflowId) is null)
                Refuse("workflowId", "must be a workflow of the hub.");
        }

        public void ReadLists(IReadOnlyList<ListChoice> wanted)
        {
            for (var i = 0; i < wanted.Count; i++)
                ReadList($"listValues[{i}]", wanted[i]);
        }

        public void ReadRoles(IReadOnlyList<RoleChoice> wanted)
        {
            for (var i = 0; i < wanted.Count; i++)
                ReadRole($"roles[{i}]", wanted[i]);
        }

        private void ReadList(string path, ListChoice choice)
        {
            if (program.FindList(choice.ListId) is not { } list)
            {
                Refuse($"{path}.listId", "must be a list of the program.");
                return;
            }

            var value = ProgramRule.ValueOf(list, row, choices.OfList(list.Id));
            if (value is not null && value.Item.Id == choice.ItemId && value.SubCategory?.Id == choice.SubCategoryId)
                return;

            if (list.Find(choice.ItemId) is not { } item)
                Refuse($"{path}.id", $"must be an item of list {list.Id}.");
            else if (choice.SubCategoryId is { } subId && item.Find(subId) is null)
                Refuse($"{path}.subCategoryId", $"must be a subcategory of item {item.Id}, or null.");
            else
                Choose(list, item, choice);
        }

        private void Choose(ProgramList list, ListItem item, ListChoice choice)
        {
            listValues.Add(new CaseListValueRow { CaseId = row.CaseId, ListId = list.Id, ItemId = item.Id, SubCategoryId = choice.SubCategoryId });
            if (list.IsStatus && item.CaseStatus != row.Status)
                wish = wish with { Status = new(item.CaseStatus) };
            else
                changed.Add("listValues");
        }

        private void ReadRole(string path, RoleChoice choice)
        {
            if (program.FindRole(choice.RoleId) is not { } role)
            {
                Refuse($"{path}.id", "must be a role of the program.");
                return;
            }

            var now = ProgramRule.UsersOf(program, role, row, choices.OfRole(role.Id));
            var wanted = choice.UserIds.Distinct().ToList();
            if (now.SequenceEqual(wanted))
                return;

            foreach (var userId in wanted.Except(now).Where(userId => program.FindUser(userId) is not { Active: true }))
                Refuse($"{path}.users", $"must be active users of the hub, {userId} is not.");

            Fill(role, now, wanted);
        }

        private void Fill(ProgramRole role, IReadOnlyList<int> now, List<int> wanted)
        {
            var isAssignee = role == program.AssigneeRole;
            roles.Add(new RoleChoice(role.Id, isAssignee ? [.. wanted.Skip(1)] : wanted));
            if (isAssignee && RepOf(new RoleChoice(role.Id, wanted)) is var repId && repId != row.RepId)
                wish = wish with { RepId = new(repId) };
            if (!isAssignee || !now.Skip(row.RepId is null ? 0 : 1).SequenceEqual(wanted.Skip(1)))
                changed.Add("roles");
        }

        private void Refuse(string field, string must) => Refused ??= new CaseResult.Refused(field, must);
    }
}
