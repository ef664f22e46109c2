using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>The parameters of a request, wherever they stand: query string, form, multipart form or JSON object; the body's win. Collects what is wrong with them.</summary>
/// <remarks>
/// Names are read in any case. Empty is as good as absent, and so is an id of 0: forms send what was not filled in. Lists come as
/// <c>name[]</c> or as JSON arrays and are read as texts with commas; objects come as <c>name[key]</c> or as JSON and are read as JSON.
/// </remarks>
internal sealed class RequestFields
{
    /// <summary>The largest body: a history of 5 MiB, each byte of which a form may write as three.</summary>
    private const int MaxBody = 16 * 1024 * 1024;

    private static readonly FormOptions Forms = new()
    {
        ValueLengthLimit = MaxBody,
        MultipartBodyLengthLimit = MaxBody,
        BufferBodyLengthLimit = MaxBody,
    };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> faults = [];

    private RequestFields()
    {
    }

    /// <summary>What is wrong with the parameters that were asked for; null: nothing.</summary>
    public CasesError? Error => faults.Count == 0 ? null : CasesError.Invalid(string.Join(' ', faults));

    public static RequestFields OfQuery(HttpRequest request)
    {
        var fields = new RequestFields();
        fields.AddAll(request.Query);
        return fields;
    }

    /// <summary>Query string and body. With an error the fields are of no use.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large or broke off.</exception>
    public static async Task<(RequestFields Fields, CasesError? Error)> ReadAsync(HttpRequest request)
    {
        var fields = OfQuery(request);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxBody;

        return (fields, await fields.AddBodyAsync(request));
    }

    /// <summary>Null when it is absent or empty.</summary>
    public string? Text(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Whether it is there, empty or not.</summary>
    public bool IsGiven(string name) => values.ContainsKey(name);

    /// <summary>A text that is not blank; else empty, and a fault.</summary>
    public string Required(string name)
    {
        if (Text(name) is { } text && !string.IsNullOrWhiteSpace(text))
            return text;

        Refuse(name, "is required.");
        return "";
    }

    /// <summary>A word of a closed set, in lower case; null when it is absent or refused.</summary>
    public string? Word(string name, params ReadOnlySpan<string> words)
    {
        if (Text(name)?.Trim().ToLowerInvariant() is not { } word)
            return null;
        if (words.Contains(word))
            return word;

        Refuse(name, $"must be {string.Join(", ", words[..^1]!)} or {words[^1]}.");
        return null;
    }

    /// <summary>An id; null when it is absent, 0 or refused.</summary>
    public int? Id(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return id == 0 ? null : id;

        Refuse(name, "must be a whole number.");
        return null;
    }

    /// <summary>A whole number within bounds; <paramref name="otherwise"/> when it is absent or refused.</summary>
    public int Number(string name, int otherwise, int from)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from)
            return number;

        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {from}."));
        return otherwise;
    }

    /// <summary>An instant; null when it is absent or refused.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (LegacyDate.ParseStored(text) is { } instant)
            return instant;

        Refuse(name, $"must be {LegacyDate.Shape}.");
        return null;
    }

    public void Refuse(string name, string must) => faults.Add($"{name} {must}");

    public bool IsRefused(string name) => faults.Any(fault => fault.StartsWith(name + " ", StringComparison.Ordinal));

    private async Task<CasesError?> AddBodyAsync(HttpRequest request)
    {
        if (request.ContentLength == 0 || (request.ContentLength is null && request.ContentType is null))
            return null;
        if (request.HasFormContentType)
            return await AddFormAsync(request);
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("text/json", StringComparison.OrdinalIgnoreCase)))
            return await AddJsonAsync(request);

        return CasesError.Format();
    }

    private async Task<CasesError?> AddFormAsync(HttpRequest request)
    {
        try
        {
            AddAll(await new FormFeature(request, Forms).ReadFormAsync(request.HttpContext.RequestAborted));
            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            // A part of a multipart body that ends before its boundary is an IOException to the reader.
            return CasesError.Invalid("The body must be a form.");
        }
    }

    private async Task<CasesError?> AddJsonAsync(HttpRequest request)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Strict, request.HttpContext.RequestAborted);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return CasesError.Invalid("The body must be a JSON object.");

            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.Null)
                    values[member.Name] = TextOf(member.Value);
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape, is valid JSON but no text.
            return CasesError.Invalid("The body must be a JSON object whose members are given once.");
        }
    }

    private static string TextOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Array when json.EnumerateArray().All(item => item.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)) && json.GetArrayLength() > 0 =>
            string.Join(',', json.EnumerateArray().Select(TextOf)),
        _ => json.GetRawText(),
    };

    private void AddAll(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var objects = new Dictionary<string, StringBuilder>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, given) in fields)
        {
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            if (bracket <= 0 || !name.EndsWith(']'))
                values[name] = given[^1] ?? "";
            else if (bracket + 2 == name.Length)
                values[name[..bracket]] = string.Join(',', given.ToArray());
            else
                AddMember(objects, name[..bracket], name[(bracket + 1)..^1], given[^1] ?? "");
        }

        foreach (var (name, members) in objects)
            values[name] = members.Append('}').ToString();
    }

    private static void AddMember(Dictionary<string, StringBuilder> objects, string name, string key, string value)
    {
        if (!objects.TryGetValue(name, out var members))
            objects.Add(name, members = new StringBuilder("{"));

        if (members.Length > 1)
            members.Append(',');

        members.Append('"').Append(JsonEncodedText.Encode(key)).Append("\":\"").Append(JsonEncodedText.Encode(value)).Append('"');
    }
}
