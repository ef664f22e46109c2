using System.Text.Json.Nodes;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>The whole catalogue in the shape in which two of them can be compared.</summary>
internal sealed record CatalogState
{
    public SortedDictionary<int, HubRow> Hubs { get; init; } = [];

    public SortedDictionary<int, DepartmentRow> Departments { get; init; } = [];

    public SortedDictionary<int, ServiceRow> Services { get; init; } = [];

    public SortedDictionary<int, RepEntry> Reps { get; init; } = [];

    /// <summary>The items of a kind in a hub, in their order.</summary>
    public Dictionary<(int HubId, string Kind), IReadOnlyList<ItemEntry>> Items { get; init; } = [];

    public static CatalogState Of(CatalogRows rows)
    {
        var departments = rows.Memberships.ToLookup(row => row.RepId, row => row.DepartmentId);
        var absences = rows.Absences.ToLookup(row => row.RepId, row => new Absence(row.FromAt, row.ToAt));
        return new CatalogState
        {
            Hubs = new(rows.Hubs.ToDictionary(row => row.HubId)),
            Departments = new(rows.Departments.ToDictionary(row => row.DepartmentId)),
            Services = new(rows.Services.Select(WithPlainCost).ToDictionary(row => row.ServiceId)),
            Reps = new(rows.Reps.ToDictionary(row => row.RepId, row => new RepEntry(row, [.. departments[row.RepId]], [.. absences[row.RepId]]))),
            Items = rows.Items.GroupBy(row => (row.HubId, row.Kind)).ToDictionary(group => group.Key, IReadOnlyList<ItemEntry> (group) => [.. group.Select(ItemEntry.Of)]),
        };
    }

    /// <summary>Another state with the same content, to be changed.</summary>
    public CatalogState Copy() => new()
    {
        Hubs = new(Hubs),
        Departments = new(Departments),
        Services = new(Services),
        Reps = new(Reps),
        Items = new(Items),
    };

    /// <summary>The items of a kind; none when there are none.</summary>
    public IReadOnlyList<ItemEntry> ItemsOf(int hubId, string kind) => Items.GetValueOrDefault((hubId, kind), []);

    // SQL Server returns four decimal places, SQLite as many as are needed.
    private static ServiceRow WithPlainCost(ServiceRow row) => row.Cost is null
        ? row
        : row with { Cost = Files.CatalogEntry.AmountOf(decimal.Parse(row.Cost, System.Globalization.CultureInfo.InvariantCulture)) };
}

/// <summary>A rep with memberships by ascending department and absences by ascending start.</summary>
internal sealed record RepEntry(RepRow Row, IReadOnlyList<int> Departments, IReadOnlyList<Absence> Absences);

/// <summary>An item and what was declared of it.</summary>
internal sealed record ItemEntry(string Id, int Ordinal, JsonObject Definition)
{
    public static ItemEntry Of(CatalogItemRow row) => new(row.ItemId, row.Ordinal, JsonNode.Parse(row.Definition)!.AsObject());
}
