using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>What has to be written to get from one catalogue to another, and the same in lines for people.</summary>
/// <remarks>Lines: <c>+ service 3 Billing</c>, <c>~ rep 100 maxOpenCases: none -> 5</c>, <c>- tag 5 vip</c>.</remarks>
internal sealed class CatalogDifference
{
    private static readonly (string, Func<HubRow, string?>)[] HubFields =
    [
        ("name", hub => hub.Name),
        ("helpCenterId", hub => hub.HelpCenterId),
        ("endUserListId", hub => Text(hub.EndUserListId)),
    ];

    private static readonly (string, Func<DepartmentRow, string?>)[] DepartmentFields =
    [
        ("name", department => department.Name),
        ("assignment", department => department.Assignment),
        ("releaseOnAbsence", department => Text(department.ReleaseOnAbsence)),
        ("intakeService", department => Text(department.IntakeServiceId)),
    ];

    private static readonly (string, Func<ServiceRow, string?>)[] ServiceFields =
    [
        ("name", service => service.Name),
        ("extRef", service => service.ExtRef),
        ("departmentId", service => Text(service.DepartmentId)),
        ("active", service => Text(service.Active)),
        ("headOfLine", service => service.HeadOfLine),
        ("workflowId", service => Text(service.WorkflowId)),
        ("triggerId", service => Text(service.TriggerId)),
        ("cost", service => service.Cost),
        ("due", service => service.Due),
    ];

    private static readonly (string, Func<RepEntry, string?>)[] RepFields =
    [
        ("userName", rep => rep.Row.UserName),
        ("firstName", rep => rep.Row.FirstName),
        ("lastName", rep => rep.Row.LastName),
        ("active", rep => Text(rep.Row.Active)),
        ("departments", rep => rep.Departments.Count == 0 ? null : string.Join(", ", rep.Departments)),
        ("maxOpenCases", rep => Text(rep.Row.MaxOpenCases)),
        ("outOfOffice", rep => rep.Absences.Count == 0 ? null : string.Join(", ", rep.Absences.Select(Text))),
    ];

    private readonly DateTimeOffset at;

    private CatalogDifference(CatalogState before, CatalogState after, DateTimeOffset at)
    {
        this.at = at;
        (Hubs, RemovedHubs) = Compare("hub", before.Hubs, after.Hubs, hub => hub.Name, HubFields);
        (Departments, RemovedDepartments) = Compare("department", before.Departments, after.Departments, department => department.Name, DepartmentFields);
        (Reps, RemovedReps) = Compare("rep", before.Reps, after.Reps, rep => rep.Row.UserName, RepFields);
        (Services, RemovedServices) = Compare("service", before.Services, after.Services, service => service.Name, ServiceFields);
        foreach (var (hubId, kind) in before.Items.Keys.Union(after.Items.Keys).OrderBy(key => key.HubId).ThenBy(key => key.Kind, StringComparer.Ordinal))
            CompareItems(hubId, kind, before.ItemsOf(hubId, kind), after.ItemsOf(hubId, kind));
    }

    public List<string> Lines { get; } = [];

    public List<HubRow> Hubs { get; }

    public List<int> RemovedHubs { get; }

    public List<DepartmentRow> Departments { get; }

    public List<int> RemovedDepartments { get; }

    public List<ServiceRow> Services { get; }

    public List<int> RemovedServices { get; }

    public List<RepEntry> Reps { get; }

    public List<int> RemovedReps { get; }

    public List<CatalogItemRow> Items { get; } = [];

    public List<CatalogItemRow> RemovedItems { get; } = [];

    /// <param name="at">When what differs is changed.</param>
    public static CatalogDifference Between(CatalogState before, CatalogState after, DateTimeOffset at) => new(before, after, at);

    private (List<T> Saved, List<int> Removed) Compare<T>(
        string kind, SortedDictionary<int, T> before, SortedDictionary<int, T> after, Func<T, string> name, (string Name, Func<T, string?> Text)[] fields)
    {
        var saved = new List<T>();
        foreach (var (id, entry) in after)
        {
            var lines = Lines.Count;
            if (!before.TryGetValue(id, out var old))
            {
                Lines.Add($"+ {kind} {id} {name(entry)}");
            }
            else
            {
                foreach (var field in fields.Where(field => field.Text(old) != field.Text(entry)))
                    Lines.Add($"~ {kind} {id} {field.Name}: {field.Text(old) ?? "none"} -> {field.Text(entry) ?? "none"}");
            }

            if (Lines.Count > lines)
                saved.Add(entry);
        }

        var removed = before.Keys.Except(after.Keys).ToList();
        Lines.AddRange(removed.Select(id => $"- {kind} {id} {name(before[id])}"));
        return (saved, removed);
    }

    private void CompareItems(int hubId, string kind, IReadOnlyList<ItemEntry> before, IReadOnlyList<ItemEntry> after)
    {
        var olds = before.ToDictionary(item => item.Id);
        foreach (var item in after)
        {
            var lines = Lines.Count;
            if (!olds.Remove(item.Id, out var old))
                Lines.Add($"+ {Called(kind, item)}");
            else
                CompareMembers(kind, old, item);

            if (Lines.Count > lines)
                Items.Add(RowOf(hubId, kind, item) with { UpdatedAt = at });
            else if (old?.Ordinal != item.Ordinal)
                Items.Add(RowOf(hubId, kind, item));
        }

        Lines.AddRange(olds.Values.Select(item => $"- {Called(kind, item)}"));
        RemovedItems.AddRange(olds.Values.Select(item => RowOf(hubId, kind, item)));

        var (order, newOrder) = (IdsOf(before, after), IdsOf(after, before));
        if (order != newOrder)
            Lines.Add($"~ {kind} order: {order} -> {newOrder}");
    }

    private void CompareMembers(string kind, ItemEntry before, ItemEntry after)
    {
        foreach (var name in before.Definition.Select(member => member.Key).Union(after.Definition.Select(member => member.Key)))
        {
            var (old, value) = (before.Definition[name], after.Definition[name]);
            if (JsonNode.DeepEquals(old, value))
                continue;

            Lines.Add(name == "secret" ? $"~ {kind} {after.Id} secret: changed" : $"~ {kind} {after.Id} {name}: {Shown(old)} -> {Shown(value)}");
        }
    }

    private static CatalogItemRow RowOf(int hubId, string kind, ItemEntry item) => new()
    {
        HubId = hubId,
        Kind = kind,
        ItemId = item.Id,
        Ordinal = item.Ordinal,
        Definition = item.Definition.ToJsonString(ItemJson.Options),
    };

    private static string Called(string kind, ItemEntry item) =>
        (string?)item.Definition["name"] is { } name ? $"{kind} {item.Id} {name}" : $"{kind} {item.Id}";

    private static string IdsOf(IReadOnlyList<ItemEntry> items, IReadOnlyList<ItemEntry> others) =>
        string.Join(", ", items.Select(item => item.Id).Intersect(others.Select(item => item.Id)));

    private static string Shown(JsonNode? value)
    {
        const int Max = 100;
        var text = value switch
        {
            null => "none",
            JsonValue text0 when text0.TryGetValue<string>(out var plain) => plain,
            _ => value.ToJsonString(ItemJson.Options),
        };
        return text.Length <= Max ? text : text[..Max] + "…";
    }

    private static string? Text(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(Absence absence) =>
        $"{Text(absence.From)} to {(absence.To is { } to ? Text(to) : "further notice")}";

    internal static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
