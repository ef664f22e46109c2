using System.Globalization;
using System.Text.Json;

namespace CaseWorker.Processing.ActionManagement.Queries;

/// <summary>Reads the values of filters from JSON. Each answers null for what is no such value.</summary>
internal static class FilterValue
{
    private static readonly string[] InstantShapes =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>A whole number of at most 64 bits.</summary>
    public static decimal? Whole(JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) ? number : null;

    /// <summary>Any number of at most 28 digits.</summary>
    public static decimal? Number(JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number) ? number : null;

    /// <summary>An instant as Unix milliseconds: ISO 8601, UTC where no offset is given, a bare date being 00:00.</summary>
    public static decimal? Instant(JsonElement json) =>
        Text(json) is { } text
        && DateTimeOffset.TryParseExact(text, InstantShapes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUnixTimeMilliseconds()
            : null;

    /// <summary>0 or 1.</summary>
    public static decimal? Flag(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => null,
    };

    /// <summary>A text as cases can have one.</summary>
    public static string? Text(JsonElement json)
    {
        try
        {
            // A zero would end the text in the database.
            return json.ValueKind == JsonValueKind.String && json.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape, is valid JSON but no text.
            return null;
        }
    }
}
