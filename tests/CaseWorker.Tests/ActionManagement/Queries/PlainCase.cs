using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Storage;
using CaseWorker.Storage.ActionManagement;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Tests.ActionManagement.Queries;

/// <summary>A case in memory, with what the API shows of it, and the meaning of filters and orders as the README tells it, written without SQL.</summary>
internal sealed partial class PlainCase(
    ActionProgram program,
    ActionCaseRow row,
    IReadOnlyList<CaseListValueRow> chosen,
    IReadOnlyList<CaseRoleUserRow> users,
    IReadOnlyList<CasePropertyRow> answers)
{
    public int CaseId => row.CaseId;

    /// <summary>All cases of the program's hub with an id up to <paramref name="most"/>.</summary>
    public static async Task<IReadOnlyList<PlainCase>> ReadAsync(Session session, ActionProgram program, int most)
    {
        var rows = await ActionCaseStore.ReadAsync(session, program.HubId, [.. Enumerable.Range(1, most)]);
        int[] ids = [.. rows.Select(row => row.CaseId)];
        var values = (await CaseChoiceStore.ReadListValuesAsync(session, ids)).ToLookup(value => value.CaseId);
        var users = (await CaseChoiceStore.ReadRoleUsersAsync(session, ids)).ToLookup(user => user.CaseId);
        var answers = (await CaseReader.ListPropertiesAsync(session, ids)).ToLookup(answer => answer.CaseId);
        return [.. rows.Select(row => new PlainCase(program, row, [.. values[row.CaseId]], [.. users[row.CaseId]], [.. answers[row.CaseId]]))];
    }

    public bool Satisfies(string property, string operation, JsonElement? value) => operation switch
    {
        "eq" => Has(property, value!.Value),
        "ne" => !Has(property, value!.Value),
        "in" => value!.Value.EnumerateArray().Any(one => Has(property, one)),
        "notIn" => !value!.Value.EnumerateArray().Any(one => Has(property, one)),
        "lt" => Compared(property, value!.Value) < 0,
        "lte" => Compared(property, value!.Value) <= 0,
        "gt" => Compared(property, value!.Value) > 0,
        "gte" => Compared(property, value!.Value) >= 0,
        "contains" => ValuesOf(property).OfType<string>().Any(text => text.Contains(value!.Value.GetString()!, StringComparison.OrdinalIgnoreCase)),
        "isNull" => ValuesOf(property).Count == 0 != (value?.ValueKind == JsonValueKind.False),
        _ => throw new ArgumentException(operation),
    };

    /// <summary>Where the case comes by the property; null: behind all that have it.</summary>
    public IComparable? PlaceBy(string property)
    {
        if (property.StartsWith("listValues.", StringComparison.Ordinal))
            return ItemOf(ListsOf(property).Single()) is { } item ? ListsOf(property).Single().Items.ToList().IndexOf(item) : null;
        if (property is "workflowName" or "triggerName")
            return (ValuesOf(property).SingleOrDefault() as string)?.ToUpperInvariant();

        return ValuesOf(property).SingleOrDefault() switch
        {
            null => null,
            string text when property.StartsWith("dataFields.", StringComparison.Ordinal) =>
                (NumberOf(text) is null, NumberOf(text) ?? 0, new CodeUnits(SmallAscii(text))),
            string text => new CodeUnits(SmallAscii(text)),
            var other => (IComparable)other,
        };
    }

    private bool Has(string property, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0 && property.StartsWith("dataFields.", StringComparison.Ordinal)))
            return ValuesOf(property).Count == 0;

        var comparison = property == "name" || property.StartsWith("dataFields.", StringComparison.Ordinal) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return ValuesOf(property).Any(mine => (mine, value.ValueKind) switch
        {
            (string text, JsonValueKind.String) => string.Equals(text, value.GetString(), comparison),
            (string text, JsonValueKind.Number) => NumberOf(text) == value.GetDouble(),
            (decimal number, JsonValueKind.Number) => number == value.GetDecimal(),
            (DateTimeOffset instant, JsonValueKind.String) => instant == value.GetDateTimeOffset(),
            (bool flag, _) => flag == value.GetBoolean(),
            _ => false,
        });
    }

    // Null: never less nor greater.
    private int? Compared(string property, JsonElement value) => ValuesOf(property).SingleOrDefault() switch
    {
        decimal number => number.CompareTo(value.GetDecimal()),
        DateTimeOffset instant => instant.CompareTo(value.GetDateTimeOffset()),
        string text when value.ValueKind == JsonValueKind.String => string.CompareOrdinal(text, value.GetString()),
        string text => NumberOf(text)?.CompareTo(value.GetDouble()),
        _ => null,
    };

    // What the case has of the property: ids and names alike where both can be asked for.
    private List<object> ValuesOf(string property)
    {
        IEnumerable<object?> values = property switch
        {
            "id" => [(decimal)row.CaseId],
            "name" => [ProgramRule.NameOf(row)],
            "workflowId" => [(decimal?)ProgramRule.WorkflowOf(program, row)?.Id],
            "workflowName" => [ProgramRule.WorkflowOf(program, row)?.Name],
            "cost" => [ProgramRule.CostOf(program, row)],
            "isClosed" => [row.Status == "closed"],
            "isOverDue" => [row.IsOverdue],
            "triggerId" => [(decimal?)ProgramRule.TriggerOf(program, row)?.Id],
            "triggerName" => [ProgramRule.TriggerOf(program, row)?.Name],
            "dateDue" => [row.DueAt],
            "preOverDueDateTime" => [row.PreOverdueAt],
            "postOverDueDateTime" => [row.PostOverdueAt],
            "dateCreated" => [row.OpenedAt],
            "dateModified" => [row.UpdatedAt],
            _ when property.StartsWith("listValues.", StringComparison.Ordinal) =>
                ListsOf(property).Select(ItemOf).OfType<ListItem>().SelectMany(item => new object?[] { (decimal)item.Id, item.Name }),
            _ when property.StartsWith("roles.", StringComparison.Ordinal) =>
                UsersIn(property["roles.".Length..]).SelectMany(id => new object?[] { (decimal)id, program.FindUser(id)!.UserName }),
            _ => [AnswerTo(property["dataFields.".Length..])],
        };
        return [.. values.OfType<object>()];
    }

    private ProgramList[] ListsOf(string property)
    {
        var name = property["listValues.".Length..];
        ProgramList[] ofType = [.. program.Lists.Where(list => list.Type == name)];
        return ofType.Length > 0 ? ofType : [.. program.Lists.Where(list => list.Name == name)];
    }

    private ListItem? ItemOf(ProgramList list) => ProgramRule.ValueOf(list, row, chosen.FirstOrDefault(value => value.ListId == list.Id))?.Item;

    private IReadOnlyList<int> UsersIn(string roleName)
    {
        var role = program.Roles.Single(role => role.Name == roleName);
        return ProgramRule.UsersOf(program, role, row, users.Where(user => user.RoleId == role.Id));
    }

    // As the API shows it, where no answer is an empty one.
    private string? AnswerTo(string name) =>
        ProgramRule.DataValuesOf(program, answers).FirstOrDefault(value => value.Name == name || value.QuestionName == name)?.Value is { Length: > 0 } answer ? answer : null;

    private static double? NumberOf(string text) =>
        text.Length <= 20 && Number().IsMatch(text) ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string SmallAscii(string text) => string.Concat(text.Select(letter => char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : letter));

    [GeneratedRegex("^-?([0-9]+[.]?[0-9]*|[.][0-9]+)$")]
    private static partial Regex Number();

    private sealed record CodeUnits(string Text) : IComparable
    {
        public int CompareTo(object? obj) => string.CompareOrdinal(Text, ((CodeUnits)obj!).Text);
    }
}
