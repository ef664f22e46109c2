using CaseWorker.Storage.ActionManagement;

namespace CaseWorker.Processing.ActionManagement.Queries;

/// <summary>The properties of a hub's cases by the names that the Action Management API gives them, in any case of their letters.</summary>
/// <remarks>Made for one query: what is asked for twice is the same value, which the database then looks up once.</remarks>
public sealed class QueryProperties(ActionProgram program)
{
    private const string ListValues = "listValues.";
    private const string Roles = "roles.";
    private const string DataFields = "dataFields.";

    private readonly Dictionary<string, QueryProperty?> found = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, ListOfItems> lists = [];
    private CaseValue? workflow;
    private CaseValue? trigger;

    /// <summary>What a query is sorted by unless told otherwise.</summary>
    public const string Standard = "dateCreated";

    /// <summary>The names, for messages.</summary>
    public static string Known =>
        "id, name, workflowId, workflowName, cost, isClosed, isOverDue, triggerId, triggerName, dateDue, preOverDueDateTime, postOverDueDateTime, dateCreated, dateModified, listValues.<type or list>, roles.<role>, dataFields.<name>";

    /// <summary>Null: cases have no such property, or the program no such list or role. Data fields can have any name: cases may have answers to questions that the program does not list.</summary>
    public QueryProperty? Find(string name)
    {
        if (!found.TryGetValue(name, out var property))
            found.Add(name, property = Make(name));

        return property;
    }

    private QueryProperty? Make(string name) => name.ToUpperInvariant() switch
    {
        "ID" => Whole(CaseColumn.CaseId),
        "NAME" => new QueryProperty.Text(new CaseValue.Name()),
        "WORKFLOWID" => new QueryProperty.Number(Workflow, IsWhole: true),
        "WORKFLOWNAME" => new QueryProperty.Name(Workflow, Named(program.Workflows)),
        "COST" => new QueryProperty.Number(Cost(), IsWhole: false),
        "ISCLOSED" => new QueryProperty.Flag(new CaseValue.Own(CaseColumn.IsClosed)),
        "ISOVERDUE" => new QueryProperty.Flag(new CaseValue.Own(CaseColumn.IsOverdue)),
        "TRIGGERID" => new QueryProperty.Number(Trigger, IsWhole: true),
        "TRIGGERNAME" => new QueryProperty.Name(Trigger, Named(program.Triggers)),
        "DATEDUE" => Instant(CaseColumn.DueAt),
        "PREOVERDUEDATETIME" => Instant(CaseColumn.PreOverdueAt),
        "POSTOVERDUEDATETIME" => Instant(CaseColumn.PostOverdueAt),
        "DATECREATED" => Instant(CaseColumn.OpenedAt),
        "DATEMODIFIED" => Instant(CaseColumn.UpdatedAt),
        _ when Rest(name, ListValues) is { } list => OfList(list),
        _ when Rest(name, Roles) is { } role => OfRole(role),
        _ when Rest(name, DataFields) is { } field => OfDataField(field),
        _ => null,
    };

    private CaseValue Workflow => workflow ??= new CaseValue.Workflow(References(program.Workflows), OfServices(service => service.WorkflowId, program.Workflows));

    private CaseValue Trigger => trigger ??= new CaseValue.Trigger(References(program.Triggers), OfServices(service => service.TriggerId, program.Triggers));

    private CaseValue.Cost Cost() =>
        new(program.Services.Where(service => service.Cost is not null).ToDictionary(service => service.ServiceId, service => service.Cost!.Value));

    // A type that several lists have means all of them; a list of its own is then meant by its name.
    private QueryProperty.ListValue? OfList(string name)
    {
        ProgramList[] meant = [.. program.Lists.Where(list => Same(list.Type, name))];
        if (meant.Length == 0)
            meant = [.. program.Lists.Where(list => Same(list.Name, name))];

        return meant.Length == 0 ? null : new QueryProperty.ListValue([.. meant.Select(ItemsOf)]);
    }

    private ListOfItems ItemsOf(ProgramList list)
    {
        if (!lists.TryGetValue(list.Id, out var items))
            lists.Add(list.Id, items = new ListOfItems(new CaseValue.Item(RuleOf(list)), [.. list.Items.Select(item => (item.Id, item.Name))]));

        return items;
    }

    private static ListItems RuleOf(ProgramList list) => list.IsStatus
        ? new ListItems.OfStatus(
            list.Id,
            list.Items.ToDictionary(item => item.Id, item => item.CaseStatus),
            list.ItemFor("new")?.Id,
            list.ItemFor("open")?.Id,
            list.ItemFor("closed")?.Id)
        : new ListItems.OfCode(list.Id, [.. list.Items.Select(item => item.Id)], CodesOf(list), list.DefaultItem?.Id);

    private static Dictionary<string, int> CodesOf(ProgramList list)
    {
        string[] codes = list.Type == ProgramList.Category
            ? [.. list.Items.SelectMany(item => item.SubCategories.Select(sub => sub.ExtRef).Prepend(item.ExtRef)).OfType<string>().Distinct(StringComparer.Ordinal)]
            : [];
        return codes.ToDictionary(code => code, code => list.FindByExtRef(code)!.Item.Id, StringComparer.Ordinal);
    }

    private QueryProperty.Role? OfRole(string name) => program.Roles.FirstOrDefault(role => Same(role.Name, name)) is { } role
        ? new QueryProperty.Role(role.Id, role == program.AssigneeRole, [.. program.Users.Select(user => (user.RepId, user.UserName))])
        : null;

    private QueryProperty.Answer OfDataField(string name)
    {
        var keys = ProgramRule.KeysOf(program, name);
        return new QueryProperty.Answer(new CaseValue.Property(keys[0], keys.ElementAtOrDefault(1)));
    }

    private Dictionary<int, int> OfServices(Func<Catalogs.Service, int?> id, NamedEntries entries) => program.Services
        .Where(service => id(service) is { } known && entries.Find(known) is not null)
        .ToDictionary(service => service.ServiceId, service => id(service)!.Value);

    private static Dictionary<string, int> References(NamedEntries entries) => entries.All
        .Select(entry => entry.ExtRef)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(extRef => extRef, extRef => entries.Find(extRef)!.Id, StringComparer.Ordinal);

    private static IReadOnlyList<(int Id, string Name)> Named(NamedEntries entries) => [.. entries.All.Select(entry => (entry.Id, entry.Name!))];

    private static QueryProperty.Number Whole(CaseColumn column) => new(new CaseValue.Own(column), IsWhole: true);

    private static QueryProperty.Instant Instant(CaseColumn column) => new(new CaseValue.Own(column));

    private static string? Rest(string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
