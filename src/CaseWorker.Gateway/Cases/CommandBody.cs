using System.Text.Json;
using CaseWorker.Gateway.Admin;
using CaseWorker.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Cases;

/// <summary>The members of a command's JSON body; collects all that is wrong with them. Unknown ones are ignored.</summary>
internal sealed class CommandBody
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    private readonly Dictionary<string, JsonElement> members = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string[]> errors = [];

    private CommandBody()
    {
    }

    /// <summary>What is wrong with the members that were asked for; null: nothing.</summary>
    public Problem? Problem => errors.Count == 0 ? null : Problem.Invalid(errors);

    /// <summary>Reads the body. With a problem the members are of no use.</summary>
    public static async Task<(CommandBody Body, Problem? Problem)> ReadAsync(HttpRequest request)
    {
        var body = new CommandBody();
        var (json, problem) = await JsonBody.ReadAsync(request, JsonBody.MaxLength);
        return (body, problem ?? (body.TryParse(json) ? null : Problem.Invalid("$", "The body must be a JSON object whose members are given once.")));
    }

    /// <summary>Whether the member is given, null included.</summary>
    public bool Has(string name) => members.ContainsKey(name);

    /// <summary>A required text; null when it is refused.</summary>
    public string? Text(string name)
    {
        if (OptionalText(name) is { } text)
            return text;

        errors.TryAdd(name, [$"{name} must be given."]);
        return null;
    }

    /// <summary>A text; null when it is left out, null, or refused.</summary>
    public string? OptionalText(string name)
    {
        if (Take(name) is not { } json)
            return null;

        try
        {
            if (json.ValueKind == JsonValueKind.String)
                return json.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape, is valid JSON but no text.
        }

        Refuse(name, "must be a text.");
        return null;
    }

    /// <summary>An id; null when it is left out, null, or refused.</summary>
    public int? Id(string name)
    {
        if (Take(name) is not { } json)
            return null;
        if (json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var id) && id >= 1)
            return id;

        Refuse(name, $"must be a whole number from 1 to {int.MaxValue}.");
        return null;
    }

    /// <summary>An instant that must be given, null included; null also when it is refused.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (!members.TryGetValue(name, out var json))
            Refuse(name, "must be given: an instant, or null.");
        else if (json.ValueKind == JsonValueKind.String && HasOffset(OptionalText(name)) && json.TryGetDateTimeOffset(out var instant))
            return instant;
        else if (json.ValueKind != JsonValueKind.Null)
            Refuse(name, "must be an ISO 8601 instant with Z or an offset, or null.");

        return null;
    }

    public void Refuse(string name, string must) => errors[name] = [$"{name} {must}"];

    private bool TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().All(member => members.TryAdd(member.Name, member.Value.Clone()));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private JsonElement? Take(string name) => members.TryGetValue(name, out var json) && json.ValueKind != JsonValueKind.Null ? json : null;

    // Without an offset the reader would take the machine's own zone.
    private static bool HasOffset(string? text) => text is [.., 'Z' or 'z'] or [.., '+' or '-', _, _, ':', _, _];
}
