using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.ActionManagement;

/// <summary>Reads the parts of a program from what the catalogue keeps, which was checked when it was applied. Pure.</summary>
internal static class ProgramReader
{
    /// <summary>The kinds of items that make a program.</summary>
    public static readonly string[] Kinds = ["list", "role", "workflow", "trigger", "dataField"];

    /// <param name="rows">The items of one hub, each kind in its order.</param>
    public static ProgramParts Read(IEnumerable<CatalogItemRow> rows)
    {
        var kinds = rows.ToLookup(row => row.Kind, row => (Row: row, Json: JsonNode.Parse(row.Definition)!.AsObject()));
        return new ProgramParts(
            [.. kinds["list"].Select(item => List(item.Row, item.Json))],
            [.. kinds["role"].Select(item => new ProgramRole(IdOf(item.Row), NameOf(item.Json), (bool?)item.Json["assignee"] ?? false, UpdatedAtOf(item.Row)))],
            [.. kinds["workflow"].Select(item => new NamedEntry(IdOf(item.Row), NameOf(item.Json), (string?)item.Json["extRef"]))],
            [.. kinds["trigger"].Select(item => new NamedEntry(IdOf(item.Row), NameOf(item.Json), (string?)item.Json["extRef"]))],
            [.. kinds["dataField"].Select(item => new DataField(IdOf(item.Row), NameOf(item.Json), (string?)item.Json["questionName"]))]);
    }

    /// <summary>A list as it is declared; what it leaves out is filled in by spec 6.</summary>
    public static ProgramList List(CatalogItemRow row, JsonObject json)
    {
        var items = new List<ListItem>();
        foreach (var item in json["items"] as JsonArray ?? [])
            items.Add(Item(item!.AsObject(), isFirstOpen: !items.Any(before => before.IsOpen)));

        return new ProgramList(IdOf(row), NameOf(json), (string?)json["type"] ?? ProgramList.Custom, (int?)json["defaultItem"], items, UpdatedAtOf(row));
    }

    // What says nothing of being open is so unless it stands for closed.
    private static ListItem Item(JsonObject json, bool isFirstOpen)
    {
        var declared = (string?)json["caseStatus"];
        var isOpen = (bool?)json["isOpen"] ?? declared != "closed";
        return new ListItem(
            (int)json["id"]!,
            NameOf(json),
            (string?)json["extRef"],
            isOpen,
            (bool?)json["isHigh"] ?? false,
            declared ?? (!isOpen ? "closed" : isFirstOpen ? "new" : "open"),
            [.. (json["subCategories"] as JsonArray ?? []).Select(sub => Sub(sub!.AsObject()))]);
    }

    private static SubCategory Sub(JsonObject json) => new((int)json["id"]!, NameOf(json), (string?)json["extRef"]);

    private static int IdOf(CatalogItemRow row) => int.Parse(row.ItemId, CultureInfo.InvariantCulture);

    private static DateTimeOffset UpdatedAtOf(CatalogItemRow row) => row.UpdatedAt ?? DateTimeOffset.UnixEpoch;

    private static string NameOf(JsonObject json) => (string)json["name"]!;
}
