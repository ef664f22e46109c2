using System.Globalization;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>Reads the parts of a hub that are kept as they are declared.</summary>
internal static class ItemReader
{
    /// <summary>By kind; a part that is left out is missing.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ItemChange>> ReadAll(CatalogEntry hub, List<CatalogError> errors)
    {
        var items = new Dictionary<string, IReadOnlyList<ItemChange>>();
        foreach (var kind in ItemKind.All)
        {
            if (hub.Entries(kind.Member) is { } entries)
                items.Add(kind.Kind, Read(kind, entries, errors));
        }

        return items;
    }

    private static List<ItemChange> Read(ItemKind kind, IReadOnlyList<CatalogEntry> entries, List<CatalogError> errors)
    {
        var items = new List<ItemChange>();
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            var id = kind.HasTextId ? entry.Name("id", max: 100) : entry.Id().ToString(CultureInfo.InvariantCulture);
            kind.Check(entry);
            entry.Finish();

            // Refused ids come as nothing or 0 and must not be refused again.
            if (id is not ("" or "0") && !ids.Add(id))
                errors.Add(CatalogError.Of(entry.PathOf("id"), $"be unique among the {kind.Member} of its hub", $"{id} again"));
            else
                items.Add(new ItemChange(entry.Path, id, entry.Copy()));
        }

        return items;
    }
}
