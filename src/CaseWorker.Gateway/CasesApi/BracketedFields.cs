using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorker.Processing;
using Microsoft.Extensions.Primitives;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>
/// Lists and objects as forms write them: <c>name[]</c>, <c>name[0]</c>, <c>name[key]</c>, and one in the other, <c>name[0][key]</c>, as PHP does.
/// A list of texts becomes a text with commas; all else becomes JSON.
/// </summary>
internal sealed class BracketedFields
{
    private const int MaxDepth = 8;

    // As long as it came: what it is read as may not be longer than allowed.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = PlainJsonEncoder.Instance };

    private readonly Dictionary<string, JsonObject> fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The fields, each with its text.</summary>
    public IEnumerable<(string Name, string Text)> Texts => fields.Select(pair => (pair.Key, TextOf(Closed(pair.Value)!)));

    /// <summary>False: the name has no brackets, or some that mean nothing, and is to be taken as it is.</summary>
    public bool TryAdd(string name, StringValues given)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket <= 0 || !name.EndsWith(']') || name[(bracket + 1)..^1].Split("][") is not { Length: <= MaxDepth } path)
            return false;

        if (!fields.TryGetValue(name[..bracket], out var members))
            fields.Add(name[..bracket], members = []);

        foreach (var value in given)
            Put(members, path, value ?? "");

        return true;
    }

    // Without a key it is the next of a list.
    private static void Put(JsonObject members, string[] path, string value)
    {
        for (var level = 0; level < path.Length; level++)
        {
            var key = path[level].Length > 0 ? path[level] : $"{members.Count}";
            if (level == path.Length - 1)
                members[key] = value;
            else if (members[key] is JsonObject inner)
                members = inner;
            else
                members[key] = members = [];
        }
    }

    // An object whose keys are all numbers is a list.
    private static JsonNode? Closed(JsonNode? node)
    {
        if (node is not JsonObject members)
            return node?.DeepClone();
        if (members.All(member => member.Key.All(char.IsAsciiDigit)))
            return new JsonArray([.. members.Select(member => Closed(member.Value))]);

        return new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Closed(member.Value))));
    }

    private static string TextOf(JsonNode node) => node is JsonArray list && list.All(item => item is JsonValue)
        ? string.Join(',', list.Select(item => item!.GetValue<string>()))
        : node.ToJsonString(Plain);
}
