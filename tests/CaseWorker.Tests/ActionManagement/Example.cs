using System.Text.Json.Nodes;
using Xunit;

namespace CaseWorker.Tests.ActionManagement;

/// <summary>The answers that the document prints, one file each.</summary>
internal static class Example
{
    /// <param name="name">query, case, case-notes, lists, notes or roles.</param>
    public static JsonObject Read(string name)
    {
        using var file = typeof(Example).Assembly.GetManifestResourceStream($"ActionManagement.{name}.json")
            ?? throw new InvalidOperationException($"The example {name} must be embedded, is missing.");
        return JsonNode.Parse(file)!.AsObject();
    }

    /// <summary>The same JSON, whatever the order of members.</summary>
    public static void Equal(JsonNode expected, string actual)
    {
        if (!JsonNode.DeepEquals(expected, JsonNode.Parse(actual)))
            Assert.Equal(Sorted(expected), Sorted(JsonNode.Parse(actual)!));
    }

    // For the message only: text in which the difference shows.
    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject json => "{" + string.Join(",\n", json.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"\"{member.Key}\":{Sorted(member.Value)}")) + "}",
        JsonArray array => "[" + string.Join(",\n", array.Select(Sorted)) + "]",
        null => "null",
        _ => node.ToJsonString(),
    };
}
