using System.Text;
using System.Text.Json.Nodes;

namespace CaseWorker.Tests.Fuzz;

/// <summary>Makes JSON that is wrong, in one place or altogether.</summary>
internal static class JsonMutation
{
    /// <summary>The bytes of a body; mostly still JSON.</summary>
    public static byte[] Mutate(JsonNode good, Random random)
    {
        var text = random.Next(14) switch
        {
            < 6 => WithOther(good, random),
            6 => WithMember(good, random, NastyValues.JsonText(NastyValues.ShortText(random))),
            7 => Doubled(good, random),
            8 => NastyValues.Json(random),
            9 => $"[{good.ToJsonString()}]",
            10 => good.ToJsonString() + random.Pick([" x", "{}", ",", "\0", "]"]),
            11 => NastyValues.Deep(random.Pick([70, 5000, 100_000]), random.Once(2)),
            12 => WithMember(good, random, "\"x\"", NastyValues.Deep(random.Pick([60, 63, 64, 1000]), random.Once(2))),
            _ => random.Pick(["", " ", "{", "{\"a\":}", "[,]", "{'a':1}", "{a:1}", "// no\n{}", "nul", "\uFEFF{}", "<a/>", "a=b", "\"x\"", "1", "null", "[]"]),
        };
        var bytes = Encoding.UTF8.GetBytes(NastyValues.WithHalves(text));
        return random.Next(20) switch
        {
            0 when bytes.Length > 1 => bytes[..random.Next(bytes.Length)],
            1 when bytes.Length > 0 => Flipped(bytes, random),
            2 => [0xef, 0xbb, 0xbf, .. bytes],
            3 => [.. bytes, 0xff, 0xc0, 0xaf],
            4 => Encoding.Unicode.GetBytes(text),
            _ => bytes,
        };
    }

    // Something else where a value stood.
    private static string WithOther(JsonNode good, Random random)
    {
        const string here = "qzhereqz";
        var copy = good.DeepClone();
        var places = new List<Action>();
        Collect(copy, places, JsonValue.Create(here));
        if (places.Count == 0)
            return NastyValues.Json(random);

        random.Pick(places)();
        return copy.ToJsonString().Replace($"\"{here}\"", NastyValues.Json(random), StringComparison.Ordinal);
    }

    private static void Collect(JsonNode? node, List<Action> places, JsonValue other)
    {
        if (node is JsonObject members)
        {
            foreach (var name in members.Select(member => member.Key).ToList())
            {
                places.Add(() => members[name] = other);
                places.Add(() => members.Remove(name));
                Collect(members[name], places, other);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var place in Enumerable.Range(0, items.Count))
            {
                places.Add(() => items[place] = other);
                places.Add(items.Clear);
                Collect(items[place], places, other);
            }
        }
    }

    private static string WithMember(JsonNode good, Random random, string name, string? value = null)
    {
        var text = good.ToJsonString();
        return text.StartsWith('{') ? $"{{{name}:{value ?? NastyValues.Json(random)}{(text == "{}" ? "" : ",")}{text[1..]}" : text;
    }

    // A member twice, the second time perhaps in other letters.
    private static string Doubled(JsonNode good, Random random)
    {
        if (good is not JsonObject { Count: > 0 } members)
            return $"[{good.ToJsonString()},{good.ToJsonString()}]";

        var (name, value) = random.Pick(members.ToList());
        return WithMember(good, random, NastyValues.JsonText(random.Once(2) ? name : name.ToUpperInvariant()), value?.ToJsonString() ?? "null");
    }

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }
}
