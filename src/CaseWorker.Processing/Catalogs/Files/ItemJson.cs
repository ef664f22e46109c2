using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>Lays what a file says of an item over what is stored.</summary>
internal static class ItemJson
{
    // The lists inside an item whose elements are known by their id, and so laid over each other one by one.
    private static readonly string[] ListsById = ["items", "subCategories"];

    /// <summary>Compact, and without escapes that only HTML needs.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The stored object with the given members in place of its own; null takes a member away. Neither argument is changed.</summary>
    /// <param name="prune">Whether elements of inner lists that are not given are removed.</param>
    public static JsonObject Merge(JsonObject? stored, JsonObject given, bool prune)
    {
        var merged = (JsonObject?)stored?.DeepClone() ?? [];
        foreach (var (name, value) in given)
        {
            if (value is null)
                merged.Remove(name);
            else if (ListsById.Contains(name))
                merged[name] = MergeList(merged[name] as JsonArray, value.AsArray(), prune);
            else
                merged[name] = value.DeepClone();
        }

        return merged;
    }

    private static JsonArray MergeList(JsonArray? stored, JsonArray given, bool prune)
    {
        var known = stored?.Select(element => element!.AsObject()).ToList() ?? [];
        var byId = known.ToDictionary(IdOf);
        var named = given.Select(element => element!.AsObject()).Select(element => Merge(byId.GetValueOrDefault(IdOf(element)), element, prune)).ToList();
        var merged = prune ? named : OrderRule.Lay(known, named, IdOf);
        return new JsonArray([.. merged.Select(element => element.DeepClone())]);
    }

    private static string IdOf(JsonObject element) => ((int)element["id"]!).ToString(CultureInfo.InvariantCulture);
}
