using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>
/// A reference leads to one thing (spec 1: unique per hub): workflows have theirs, triggers theirs, and the items of all lists with their
/// subcategories theirs, since a case names any of those by one code. Services are checked with what else they refer to.
/// </summary>
internal static class ExtRefRule
{
    /// <param name="prune">Whether what the file does not name is removed, and so can't be in the way.</param>
    public static void Check(HubChange hub, CatalogState state, bool prune, List<CatalogError> errors)
    {
        foreach (var kind in (string[])["workflow", "trigger"])
            Check(hub, kind, entry => OfEntry(kind, entry), state, prune, errors);

        Check(hub, "list", OfList, state, prune, errors);
    }

    private static void Check(HubChange hub, string kind, Func<Entry, IEnumerable<Holder>> read, CatalogState state, bool prune, List<CatalogError> errors)
    {
        // What the file leaves out is as it was.
        if (!hub.Items.TryGetValue(kind, out var changes))
            return;

        var named = changes.ToDictionary(change => change.Id);
        var holders = state.ItemsOf(hub.Id, kind)
            .Where(item => !prune || named.ContainsKey(item.Id))
            .SelectMany(item => read(new Entry(item.Id, item.Definition, named.GetValueOrDefault(item.Id))))
            .ToLookup(holder => holder.ExtRef, StringComparer.Ordinal);
        foreach (var same in holders.Where(same => same.Skip(1).Any()))
        {
            foreach (var holder in same.Where(holder => holder.Path is not null))
            {
                var other = same.First(one => one != holder);
                errors.Add(CatalogError.Of($"{holder.Path}.extRef", "be unique in its hub", $"\"{holder.ExtRef}\", which {other.Name} has"));
            }
        }
    }

    private static IEnumerable<Holder> OfEntry(string kind, Entry entry) => Holder.Of(entry.Change?.Path, $"{kind} {entry.Id}", entry.Definition);

    private static IEnumerable<Holder> OfList(Entry list) =>
        Elements(list.Change?.Path, "items", list.Definition, list.Change?.Members).SelectMany(item =>
        {
            var name = $"item {item.Id} of list {list.Id}";
            return Holder.Of(item.Path, name, item.Json).Concat(
                Elements(item.Path, "subCategories", item.Json, item.Given).SelectMany(sub => Holder.Of(sub.Path, $"subcategory {sub.Id} of {name}", sub.Json)));
        });

    // The elements as they will be, each with its place in the file, if it is there.
    private static IEnumerable<(string Id, string? Path, JsonObject Json, JsonObject? Given)> Elements(string? path, string member, JsonObject all, JsonObject? given)
    {
        var places = (given?[member] as JsonArray ?? []).Select((element, index) => (Json: element!.AsObject(), Index: index)).ToDictionary(place => IdOf(place.Json));
        foreach (var element in (all[member] as JsonArray ?? []).Select(element => element!.AsObject()))
        {
            var isNamed = places.TryGetValue(IdOf(element), out var place);
            yield return (IdOf(element), isNamed ? $"{path}.{member}[{place.Index}]" : null, element, isNamed ? place.Json : null);
        }
    }

    private static string IdOf(JsonObject element) => ((int)element["id"]!).ToString(CultureInfo.InvariantCulture);

    /// <param name="Definition">As it will be.</param>
    /// <param name="Change">Null: the file does not name it.</param>
    private readonly record struct Entry(string Id, JsonObject Definition, ItemChange? Change);

    /// <summary>Who has a reference. <paramref name="Path"/> null: the file does not name it.</summary>
    private sealed record Holder(string? Path, string Name, string ExtRef)
    {
        public static IEnumerable<Holder> Of(string? path, string name, JsonObject json) =>
            (string?)json["extRef"] is { } extRef ? [new Holder(path, name, extRef)] : [];
    }
}
