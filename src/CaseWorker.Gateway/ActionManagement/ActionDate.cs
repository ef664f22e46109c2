using System.Globalization;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>Dates as clients of the Action Management API write them: ISO 8601, without an offset in UTC, a bare date at its beginning.</summary>
internal static class ActionDate
{
    /// <summary>What is understood, for messages.</summary>
    public const string Shape = "a date as 2022-02-01 or an instant as 2022-02-01T10:30:00Z";

    /// <summary>What is understood of instants at which something happened.</summary>
    public const string PastShape = Shape + ", from 1900 to 2199";

    private const int FirstYear = 1900;
    private const int LastYear = 2199;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The instant in UTC, of any year from 1 to 9999, as due dates can have them; null: no date.</summary>
    public static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;

    /// <summary>The same; null also where nothing can have happened.</summary>
    public static DateTimeOffset? ParsePast(string text) => Parse(text) is { Year: >= FirstYear and <= LastYear } instant ? instant : null;
}
