using System.Globalization;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>Dates as clients of the Action Management API write them: ISO 8601, without an offset in UTC, a bare date at its beginning.</summary>
internal static class ActionDate
{
    /// <summary>What is understood, for messages.</summary>
    public const string Shape = "a date as 2022-02-01 or an instant as 2022-02-01T10:30:00Z, from 1900 to 2199";

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

    /// <summary>The instant in UTC; null: no date, or one that no case can have.</summary>
    public static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
        && instant.Year is >= FirstYear and <= LastYear
            ? instant
            : null;
}
