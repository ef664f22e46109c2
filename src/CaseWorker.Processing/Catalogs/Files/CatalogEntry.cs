using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>One JSON object of a catalogue file. Its members are taken by name; what nobody took is unknown and refused.</summary>
/// <remarks>Whatever is wrong is added to the errors, and a harmless value is returned in its place, so that reading goes on.</remarks>
internal sealed partial class CatalogEntry
{
    private const int MaxShown = 60;
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly Dictionary<string, JsonElement> members = [];
    private readonly HashSet<string> taken = [];
    private readonly List<CatalogError> errors;
    private readonly CatalogShape? shape;

    /// <param name="shape">Gets what is asked of the object; null: nobody wants to know.</param>
    public CatalogEntry(JsonElement json, string path, List<CatalogError> errors, CatalogShape? shape = null)
    {
        Path = path;
        this.errors = errors;
        this.shape = shape;
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(CatalogError.Of(path.Length == 0 ? "$" : path, "be an object", Shown(json)));

            // That it has no members either is no further mistake.
            this.errors = [];
            return;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (NameOf(member) is not { } name)
                errors.Add(CatalogError.Of(path, "have members named in valid Unicode", "not so"));
            else if (!members.TryAdd(name, member.Value))
                errors.Add(new CatalogError(PathOf(name), $"{PathOf(name)} must be given once, is given again."));
        }
    }

    /// <summary>Reads the object that is the whole of <paramref name="utf8Json"/>. Null: it is no JSON, and an error says so.</summary>
    /// <param name="what">What the errors call it.</param>
    /// <param name="shape">Gets what is asked of the object; null: nobody wants to know.</param>
    public static CatalogEntry? Parse(ReadOnlyMemory<byte> utf8Json, string what, List<CatalogError> errors, CatalogShape? shape = null)
    {
        if (utf8Json.Span.StartsWith(ByteOrderMark))
            utf8Json = utf8Json[ByteOrderMark.Length..];
        if (!Utf8.IsValid(utf8Json.Span))
        {
            errors.Add(new CatalogError("$", $"The {what} must be UTF-8, is not."));
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(utf8Json);
            return new CatalogEntry(json.RootElement.Clone(), "", errors, shape);
        }
        catch (JsonException exception)
        {
            errors.Add(new CatalogError("$", $"The {what} must be JSON, is not: {exception.Message}"));
            return null;
        }
    }

    /// <summary>Where the object is in the file; empty for the file itself.</summary>
    public string Path { get; }

    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    /// <summary>Refuses a member for a reason that only its reader knows.</summary>
    public void Refuse(string name, string must, string actual) => errors.Add(CatalogError.Of(PathOf(name), must, actual));

    /// <summary>The member as JSON; null when it is left out.</summary>
    public JsonElement? Take(string name)
    {
        taken.Add(name);
        return members.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>A required id, 1 to 2147483647. 0 when it is refused.</summary>
    public int Id(string name = "id")
    {
        shape?.Add(name, Whole(1));
        shape?.Require(name);
        return ReadId(name);
    }

    /// <summary>An id that may be left out, but not be null.</summary>
    public Given<int> Reference(string name)
    {
        shape?.Add(name, Whole(1));
        return Take(name) is null ? default : new(ReadId(name));
    }

    private int ReadId(string name)
    {
        if (Take(name) is not { } json)
            Refuse(name, "be given", "missing");
        else if (json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var id) && id >= 1)
            return id;
        else
            Refuse(name, $"be a whole number from 1 to {int.MaxValue}", Shown(json));

        return 0;
    }

    /// <summary>A required text, 1 to 200 characters. Empty when it is refused.</summary>
    public string Name(string name = "name", int max = 200, bool secret = false)
    {
        var text = Text(name, max, orNull: false, secret);
        shape?.Require(name);
        if (!members.ContainsKey(name))
            Refuse(name, "be given", "missing");

        return text.Value ?? "";
    }

    /// <summary>A text of 1 to <paramref name="max"/> characters, or null where that is allowed.</summary>
    /// <param name="secret">The value must not appear in a message.</param>
    public Given<string?> Text(string name, int max = 200, bool orNull = true, bool secret = false)
    {
        shape?.Add(name, new JsonObject { ["type"] = TypeOf("string", orNull), ["minLength"] = 1, ["maxLength"] = max });
        if (Take(name) is not { } json)
            return default;
        if (json.ValueKind == JsonValueKind.Null && orNull)
            return new(null);
        if (json.ValueKind == JsonValueKind.String && TextOf(json) is { } text && text.Length >= 1 && text.Length <= max && !text.Any(char.IsControl)
            && !string.IsNullOrWhiteSpace(text))
        {
            return new(text);
        }

        Refuse(name, $"be a text of 1 to {max} characters without control characters{(orNull ? ", or null" : "")}", secret ? "not so" : Shown(json));
        return default;
    }

    /// <summary>One of the words; null stands for the first.</summary>
    public Given<string> Word(string name, params string[] words)
    {
        shape?.Add(name, new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) });
        if (Take(name) is not { } json)
            return default;
        if (json.ValueKind == JsonValueKind.Null)
            return new(words[0]);
        if (json.ValueKind == JsonValueKind.String && words.Contains(TextOf(json)))
            return new(TextOf(json)!);

        Refuse(name, $"be one of {string.Join(", ", words)}", Shown(json));
        return default;
    }

    /// <summary>true or false; null stands for <paramref name="otherwise"/>.</summary>
    public Given<bool> Bool(string name, bool otherwise)
    {
        shape?.Add(name, new JsonObject { ["type"] = "boolean", ["default"] = otherwise });
        if (Take(name) is not { } json)
            return default;
        if (json.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return new(json.GetBoolean());
        if (json.ValueKind == JsonValueKind.Null)
            return new(otherwise);

        Refuse(name, "be true or false", Shown(json));
        return default;
    }

    /// <summary>A whole number from <paramref name="min"/> to 2147483647, or null.</summary>
    public Given<int?> Number(string name, int min = 1)
    {
        shape?.Add(name, Whole(min, orNull: true));
        if (Take(name) is not { } json)
            return default;
        if (json.ValueKind == JsonValueKind.Null)
            return new(null);
        if (json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) && number >= min)
            return new(number);

        Refuse(name, $"be a whole number from {min} to {int.MaxValue}, or null", Shown(json));
        return default;
    }

    /// <summary>An amount with up to four decimal places, or null.</summary>
    public Given<string?> Amount(string name)
    {
        // Fifteen digits are what SQLite's numbers keep exactly.
        const decimal Max = 99_999_999_999.9999m;
        shape?.Add(name, new JsonObject { ["type"] = TypeOf("number", orNull: true), ["minimum"] = -Max, ["maximum"] = Max });
        if (Take(name) is not { } json)
            return default;
        if (json.ValueKind == JsonValueKind.Null)
            return new(null);
        if (json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var amount) && Math.Abs(amount) <= Max && decimal.Round(amount, 4) == amount)
            return new(AmountOf(amount));

        Refuse(name, $"be a number with at most 4 decimal places and at most {Max.ToString(CultureInfo.InvariantCulture)} either way, or null", Shown(json));
        return default;
    }

    /// <summary>An instant with its offset, or null; cut to milliseconds.</summary>
    public Given<DateTimeOffset?> Instant(string name)
    {
        shape?.Add(name, new JsonObject { ["type"] = TypeOf("string", orNull: true), ["format"] = "date-time" });
        if (Take(name) is not { } json)
            return default;
        if (json.ValueKind == JsonValueKind.Null)
            return new(null);

        // Without an offset the reader would take the machine's own zone.
        if (json.ValueKind == JsonValueKind.String && TextOf(json) is { } text && EndsInOffset().IsMatch(text) && json.TryGetDateTimeOffset(out var instant))
            return new(DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds()));

        Refuse(name, "be an ISO 8601 instant with Z or an offset, or null", Shown(json));
        return default;
    }

    /// <summary>The members of an array with their paths; null when it is left out.</summary>
    private IReadOnlyList<(string Path, JsonElement Json)>? Array(string name)
    {
        if (Take(name) is not { } json)
            return null;
        if (json.ValueKind == JsonValueKind.Array)
            return [.. json.EnumerateArray().Select((element, index) => ($"{PathOf(name)}[{index}]", element))];

        Refuse(name, "be an array", Shown(json));
        return [];
    }

    /// <summary>The objects of an array; null when it is left out.</summary>
    public IReadOnlyList<CatalogEntry>? Entries(string name)
    {
        var inner = shape?.Inner(name, isList: true);
        return Array(name) is { } array ? [.. array.Select(element => new CatalogEntry(element.Json, element.Path, errors, inner))] : null;
    }

    /// <summary>The object under the name; null when it is left out or null.</summary>
    public CatalogEntry? Entry(string name)
    {
        var inner = shape?.Inner(name, isList: false);
        return Take(name) is { ValueKind: not JsonValueKind.Null } json ? new CatalogEntry(json, PathOf(name), errors, inner) : null;
    }

    /// <summary>Whole numbers from 1, each once; others are refused and left out.</summary>
    public Given<IReadOnlyList<int>> Ids(string name)
    {
        shape?.Add(name, ArrayOf(Whole(1)));
        if (Array(name) is not { } array)
            return default;

        var (ids, known) = (new List<int>(), new HashSet<int>());
        foreach (var (path, json) in array)
        {
            if (json.ValueKind != JsonValueKind.Number || !json.TryGetInt32(out var id) || id < 1)
                errors.Add(CatalogError.Of(path, $"be a whole number from 1 to {int.MaxValue}", Shown(json)));
            else if (!known.Add(id))
                errors.Add(CatalogError.Of(path, "be given once", $"{id} again"));
            else
                ids.Add(id);
        }

        return new(ids);
    }

    /// <summary>Texts that a check accepts, each once; others are refused and left out.</summary>
    public Given<IReadOnlyList<string>> Texts(string name, string must, Func<string, bool> check)
    {
        shape?.Add(name, ArrayOf(new JsonObject { ["type"] = "string", ["description"] = $"Must {must}." }));
        if (Array(name) is not { } array)
            return default;

        var texts = new List<string>();
        foreach (var (path, json) in array)
        {
            if (json.ValueKind != JsonValueKind.String || TextOf(json) is not { } text || !check(text))
                errors.Add(CatalogError.Of(path, must, Shown(json)));
            else if (texts.Contains(text))
                errors.Add(CatalogError.Of(path, "be given once", $"\"{text}\" again"));
            else
                texts.Add(text);
        }

        return new(texts);
    }

    /// <summary>Refuses a member that is missing or null. One that can't be read was refused by its reader.</summary>
    public void Require(string name)
    {
        TellRequired(name);
        if (Take(name) is not { } json)
            Refuse(name, "be given", "missing");
        else if (json.ValueKind == JsonValueKind.Null)
            Refuse(name, "be given", "null");
    }

    /// <summary>Tells that a member must be given, which its reader sees to.</summary>
    public void TellRequired(string name) => shape?.Require(name);

    /// <summary>Refuses the members that nobody took.</summary>
    public void Finish()
    {
        foreach (var name in members.Keys.Where(name => !taken.Contains(name)))
            errors.Add(new CatalogError(PathOf(name), $"{PathOf(name)} must not be given, is unknown here. Known: {string.Join(", ", taken)}."));
    }

    /// <summary>A copy of the members that were taken, in the order of taking.</summary>
    public JsonObject Copy() =>
        new(taken.Where(members.ContainsKey).Select(name => KeyValuePair.Create(name, JsonNode.Parse(members[name].GetRawText()))));

    /// <summary>Without the zeros at the end, as every comparison expects it.</summary>
    internal static string AmountOf(decimal amount) => amount.ToString("0.####", CultureInfo.InvariantCulture);

    internal static string Shown(JsonElement json)
    {
        var text = json.GetRawText();
        return text.Length <= MaxShown ? text : text[..MaxShown] + "…";
    }

    private static JsonObject Whole(int min, bool orNull = false) => new() { ["type"] = TypeOf("integer", orNull), ["format"] = "int32", ["minimum"] = min };

    private static JsonObject ArrayOf(JsonObject items) => new() { ["type"] = "array", ["uniqueItems"] = true, ["items"] = items };

    private static JsonNode TypeOf(string type, bool orNull) => orNull ? new JsonArray(type, "null") : JsonValue.Create(type);

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // Half a surrogate pair, written as an escape, is valid JSON but no text.
    private static string? TextOf(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex("T.*(Z|[+-][0-9]{2}:[0-9]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex EndsInOffset();
}
