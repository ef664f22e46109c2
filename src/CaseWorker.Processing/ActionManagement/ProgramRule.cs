using System.Globalization;
using CaseWorker.Storage.ActionManagement;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.ActionManagement;

/// <summary>
/// What a case has of its hub's program (spec 6): what somebody chose, else what follows from how the case was opened, by the catalogue as it
/// is now. Pure. This is the one place that says so; a query says the same in SQL.
/// </summary>
/// <remarks>
/// The columns are those of SupportCase unless another table is named.
/// <list type="bullet">
/// <item>name: <c>Subject</c>; null or blank: "Case " and the id.</item>
/// <item>workflow: <c>WorkflowId</c> (<see cref="CaseProgramFacts.NoWorkflow"/>: none), else the workflow whose extRef is <c>ProcedureExtRef</c>, else the service's workflowId, else none.</item>
/// <item>trigger: the trigger whose extRef is <c>ProcedureOptionExtRef</c>, else the service's triggerId, else none. Nobody can choose it.</item>
/// <item>cost: <c>Cost</c> where <c>IsCostByHand</c> (null: there is none), else the service's cost, else none.</item>
/// <item>
/// item of a status list: that of its CaseListValue row while the item's <see cref="ListItem.CaseStatus"/> is <c>Status</c> (a status
/// changed another way makes the choice stale), else <see cref="ProgramList.ItemFor"/> of <c>Status</c>.
/// </item>
/// <item>
/// item of any other list: that of its CaseListValue row while the catalogue has it, else in lists of type category the item, or the
/// subcategory with its item, whose extRef is <c>ClassificationCode</c>, else the list's default item, else none.
/// </item>
/// <item>
/// users of the assignee role: <c>RepId</c>, then those of its CaseRoleUser rows by Ordinal; of other roles those of the rows. Users that
/// the catalogue does not have are left out.
/// </item>
/// <item>data fields: see <see cref="KeysOf"/>; references and keys are compared to the letter.</item>
/// </list>
/// </remarks>
public static class ProgramRule
{
    /// <summary>The name of a case; never null.</summary>
    public static string NameOf(CaseFacts row) =>
        string.IsNullOrWhiteSpace(row.Subject) ? string.Create(CultureInfo.InvariantCulture, $"Case {row.CaseId}") : row.Subject;

    /// <summary>Null: none.</summary>
    public static NamedEntry? WorkflowOf(ActionProgram program, CaseProgramFacts row) =>
        row.WorkflowId switch
        {
            CaseProgramFacts.NoWorkflow => null,
            { } chosen => program.Workflows.Find(chosen) ?? new NamedEntry(chosen, null, null),
            null => program.Workflows.Find(row.ProcedureExtRef) ?? Default(program.Workflows, program.FindService(row.ServiceId)?.WorkflowId),
        };

    /// <summary>Null: none.</summary>
    public static NamedEntry? TriggerOf(ActionProgram program, CaseProgramFacts row) =>
        program.Triggers.Find(row.ProcedureOptionExtRef) ?? Default(program.Triggers, program.FindService(row.ServiceId)?.TriggerId);

    /// <summary>Null: none.</summary>
    public static decimal? CostOf(ActionProgram program, CaseProgramFacts row) =>
        row.IsCostByHand ? AmountOf(row.Cost) : program.FindService(row.ServiceId)?.Cost;

    /// <summary>What the case has of the list; null: nothing.</summary>
    /// <param name="chosen">The row of the case and the list; null: nobody chose.</param>
    public static ListValue? ValueOf(ProgramList list, CaseProgramFacts row, CaseListValueRow? chosen)
    {
        if (ChosenOf(list, chosen) is { } value && (!list.IsStatus || value.Item.CaseStatus == row.Status))
            return value;
        if (list.IsStatus)
            return list.ItemFor(row.Status) is { } item ? new ListValue(item, null) : null;
        if (list.Type == ProgramList.Category && row.ClassificationCode is { } code && list.FindByExtRef(code) is { } classified)
            return classified;

        return list.DefaultItem is { } standard ? new ListValue(standard, null) : null;
    }

    /// <summary>The ids of the users that the case has in the role, each once.</summary>
    /// <param name="chosen">The rows of the case and the role by ascending ordinal.</param>
    public static IReadOnlyList<int> UsersOf(ActionProgram program, ProgramRole role, CaseProgramFacts row, IEnumerable<CaseRoleUserRow> chosen)
    {
        var users = chosen.Select(user => user.RepId);
        if (role == program.AssigneeRole && row.RepId is { } repId)
            users = users.Prepend(repId);

        return [.. users.Distinct().Where(id => program.FindUser(id) is not null)];
    }

    /// <summary>The answers of a case: one for each data field in the program's order, empty when it has none, then its other properties under their keys.</summary>
    /// <param name="properties">The case's, in their order.</param>
    public static IReadOnlyList<DataValue> DataValuesOf(ActionProgram program, IReadOnlyList<CasePropertyRow> properties)
    {
        var unused = properties.ToList();
        var values = new List<DataValue>();
        foreach (var field in program.DataFields)
        {
            var property = KeysOf(field).Select(key => properties.FirstOrDefault(property => property.Name == key)).FirstOrDefault(property => property is not null);
            values.Add(new DataValue(field.Id, field.Name, property?.Value ?? "", field.QuestionName));
            if (property is not null)
                unused.Remove(property);
        }

        return [.. values, .. unused.Select(property => new DataValue(DataValue.NoField, property.Name, property.Value, null))];
    }

    /// <summary>The keys of the custom properties that answer a data field, the first that a case has being its value.</summary>
    /// <param name="name">The field's name, else its questionName, else a key that is no field's.</param>
    public static IReadOnlyList<string> KeysOf(ActionProgram program, string name) =>
        (program.DataFields.FirstOrDefault(field => field.Name == name) ?? program.DataFields.FirstOrDefault(field => field.QuestionName == name)) is { } field
            ? [.. KeysOf(field)]
            : [name];

    private static IEnumerable<string> KeysOf(DataField field) => field.QuestionName is null ? [field.Name] : [field.QuestionName, field.Name];

    private static NamedEntry? Default(NamedEntries entries, int? id) => id is null ? null : entries.Find(id.Value);

    private static ListValue? ChosenOf(ProgramList list, CaseListValueRow? chosen) =>
        chosen is not null && list.Find(chosen.ItemId) is { } item
            ? new ListValue(item, chosen.SubCategoryId is { } subId ? item.Find(subId) : null)
            : null;

    private static decimal? AmountOf(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>The answer of a case to a question, or a property of which the program knows nothing.</summary>
/// <param name="FieldId"><see cref="NoField"/> for a property that is no data field's.</param>
/// <param name="Value">Empty when the case has none.</param>
/// <param name="QuestionName">Null: the field has none.</param>
public sealed record DataValue(int FieldId, string Name, string Value, string? QuestionName)
{
    /// <summary>The id of what is no data field.</summary>
    public const int NoField = 0;
}
