using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using CaseWorker.Gateway.Admin;
using CaseWorker.Gateway.Enqueue;
using CaseWorker.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>The members of a JSON object in the body of a query, by name in any case of its letters. Null is as good as absent. Collects what is wrong with them.</summary>
internal sealed class QueryMembers
{
    private const int MaxShown = 60;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly Dictionary<string, JsonElement> members = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string[]> errors;
    private readonly string path;

    private QueryMembers(string path, Dictionary<string, string[]> errors) => (this.path, this.errors) = (path, errors);

    /// <summary>What is wrong with the members that were asked for; null: nothing.</summary>
    public Problem? Problem => errors.Count == 0 ? null : Problem.Invalid(errors);

    /// <summary>The body; without one, or with null, an object without members.</summary>
    public static async Task<(QueryMembers Members, Problem? Problem)> ReadAsync(HttpRequest request)
    {
        var none = new QueryMembers("", []);
        if (await BodyReader.ReadAsync(request, JsonBody.MaxLength + 1) is not { } bytes)
            return (none, Problem.TooLarge(JsonBody.MaxLength + 1));
        if (IsBlank(bytes.Span))
            return (none, null);
        if (BodyFormat.Of(request) is not { IsForm: false } format)
            return (none, Problem.UnsupportedType("application/json or text/json"));

        var text = format.ToUtf8(bytes);
        if (IsBlank(text.Span))
            return (none, null);

        return Parse(text) is { } members ? (members, null) : (none, Problem.Invalid("$", "The body must be a JSON object whose members are given once."));
    }

    /// <summary>Null when it is absent.</summary>
    public JsonElement? Value(string name) => members.TryGetValue(name, out var json) && json.ValueKind != JsonValueKind.Null ? json : null;

    /// <summary>The value as it was given, null included.</summary>
    public JsonElement? Given(string name) => members.TryGetValue(name, out var json) ? json : null;

    /// <summary>Null when it is absent or refused.</summary>
    public string? Text(string name)
    {
        if (Value(name) is not { } json)
            return null;
        if (TextOf(json) is { } text)
            return text;

        Refuse(name, $"must be a text, is {Shown(json.GetRawText())}");
        return null;
    }

    /// <summary>Null when it is refused.</summary>
    public string? RequiredText(string name)
    {
        if (Value(name) is null)
            Refuse(name, "must be given");

        return Text(name);
    }

    /// <summary>Null when it is absent or refused.</summary>
    public bool? Boolean(string name)
    {
        if (Value(name) is not { } json)
            return null;
        if (json.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return json.GetBoolean();

        Refuse(name, $"must be true or false, is {Shown(json.GetRawText())}");
        return null;
    }

    /// <summary>Null when it is absent or refused.</summary>
    public int? Whole(string name, int least, int most)
    {
        if (Value(name) is not { } json)
            return null;
        if (json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) && number >= least && number <= most)
            return number;

        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}, is {Shown(json.GetRawText())}"));
        return null;
    }

    /// <summary>Empty when it is absent or refused.</summary>
    public IReadOnlyList<JsonElement> List(string name)
    {
        if (Value(name) is not { } json)
            return [];
        if (json.ValueKind == JsonValueKind.Array)
            return [.. json.EnumerateArray()];

        Refuse(name, $"must be a list, is {Shown(json.GetRawText())}");
        return [];
    }

    /// <summary>The object at a place of this one. Null when it is refused.</summary>
    /// <param name="what">The members that it has.</param>
    public QueryMembers? Inner(string place, JsonElement json, string what)
    {
        var inner = new QueryMembers(path + place, errors);
        if (json.ValueKind == JsonValueKind.Object && inner.TryAdd(json))
            return inner;

        Refuse(place, $"must be an object with {what}, each given once");
        return null;
    }

    public void Refuse(string name, string must)
    {
        var place = path.Length == 0 ? name : $"{path}.{name}";
        errors.TryAdd(place, [$"{place} {must}."]);
    }

    /// <summary>Null for what is no text.</summary>
    public static string? TextOf(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape, is valid JSON but no text.
            return null;
        }
    }

    public static string Shown(string text)
    {
        if (text.Length <= MaxShown)
            return text;

        // Not within a surrogate pair.
        var length = char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown;
        return text[..length] + "…";
    }

    private static QueryMembers? Parse(ReadOnlyMemory<byte> json)
    {
        // The parser does not look into texts before somebody asks for them.
        if (!Utf8.IsValid(json.Span))
            return null;

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var root = document.RootElement.Clone();
            var members = new QueryMembers("", []);
            return root.ValueKind == JsonValueKind.Null || (root.ValueKind == JsonValueKind.Object && members.TryAdd(root)) ? members : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool TryAdd(JsonElement json)
    {
        try
        {
            return json.EnumerateObject().All(member => members.TryAdd(member.Name, member.Value));
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> body) => body.Trim(" \t\r\n"u8).IsEmpty;
}
