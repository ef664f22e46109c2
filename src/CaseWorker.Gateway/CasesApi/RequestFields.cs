using System.Globalization;
using System.Text.Json;
using CaseWorker.Gateway.Enqueue;
using CaseWorker.Processing.Enqueue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>The parameters of a request, wherever they stand: query string, form, multipart form or JSON object; the body's win. Collects what is wrong with them.</summary>
/// <remarks>
/// Names are read in any case. Empty is as good as absent, and so is an id of 0: forms send what was not filled in. Lists come as
/// <c>name[]</c>, <c>name[0]</c> or as JSON arrays and are read as texts with commas; objects come as <c>name[key]</c> or as JSON and are read as JSON.
/// </remarks>
internal sealed class RequestFields
{
    /// <summary>The largest body: a history of 5 MiB, each byte of which a form may write as three.</summary>
    private const int MaxBody = 16 * 1024 * 1024;

    /// <summary>The id of a rep that no hub has.</summary>
    private const int Nobody = -1;

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

    /// <summary>A rep; null when it is absent or 0. What can be nobody's id is told as <see cref="Nobody"/>: the original gives such a case to somebody, too.</summary>
    public int? Rep(string name) => Text(name) is not { } text ? null
        : !int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) || id < 0 ? Nobody
        : id == 0 ? null : id;

    /// <summary>A whole number within bounds, at most the largest there is; <paramref name="otherwise"/> when it is absent or refused.</summary>
    public int Number(string name, int otherwise, int from)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (text.Trim() is var digits && digits.All(char.IsAsciiDigit) && digits.Length > 0)
        {
            var number = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var small) ? small : int.MaxValue;
            if (number >= from)
                return number;
        }

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

    public void Refuse(string name, string must)
    {
        if (!faults.Contains($"{name} {must}"))
            faults.Add($"{name} {must}");
    }

    public bool IsRefused(string name) => faults.Any(fault => fault.StartsWith(name + " ", StringComparison.Ordinal));

    private async Task<CasesError?> AddBodyAsync(HttpRequest request)
    {
        if (request.ContentLength == 0 || (request.ContentLength is null && request.ContentType is null))
            return null;
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return await AddMultipartAsync(request);
        if (BodyFormat.Of(request) is not { } format)
            return CasesError.Format();

        var body = await BodyReader.ReadAsync(request, MaxBody + 1) ?? throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        return format.IsForm ? AddForm(format.ToUtf8(body)) : AddJson(format.ToUtf8(body));
    }

    private async Task<CasesError?> AddMultipartAsync(HttpRequest request)
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

    private CasesError? AddForm(ReadOnlyMemory<byte> body)
    {
        if (UrlEncodedForm.Read(body.Span) is not { } fields)
            return CasesError.Invalid(UrlEncodedForm.Must);
        if (fields.Count > Forms.ValueCountLimit)
            return CasesError.Invalid(string.Create(CultureInfo.InvariantCulture, $"The body must be a form of at most {Forms.ValueCountLimit} fields."));

        AddAll(fields.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase)
            .Select(group => KeyValuePair.Create(group.Key, new StringValues([.. group.Select(field => field.Value)]))));
        return null;
    }

    private CasesError? AddJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
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
        var bracketed = new BracketedFields();
        foreach (var (name, given) in fields)
        {
            if (!bracketed.TryAdd(name, given))
                values[name] = given[^1] ?? "";
        }

        foreach (var (name, text) in bracketed.Texts)
            values[name] = text;
    }
}
