using System.Globalization;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>Dates as the clients of the Cases API write and read them; without a zone they are UTC.</summary>
internal static class LegacyDate
{
    /// <summary>What is understood, for messages.</summary>
    public const string Shape = "a date as 2015-04-01, 2015-04-01 10:30, 2015-04-01 10:30:00, ISO 8601, or Unix seconds, from 1900 to 2199";

    private const int FirstYear = 1900;
    private const int LastYear = 2199;
    private const string Written = "yyyy-MM-dd HH:mm:ss";
    private const string WrittenWithZ = "u";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm",
        Written,
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mmzzz",
        "yyyy-MM-dd HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mmzzz",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd HH:mm'Z'",
        "yyyy-MM-dd HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm'Z'",
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    /// <summary>The instant in whole milliseconds; a bare date is its beginning. Null: no date.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        text = WithPlus(text.Trim());
        try
        {
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
                return DateTimeOffset.FromUnixTimeSeconds(seconds);

            return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
                ? DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds())
                : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    // A plus that was not encoded arrives as a space, in queries and in forms; behind a time it can only be that of an offset.
    private static string WithPlus(string text)
    {
        var space = text.LastIndexOf(' ');
        return space >= "2015-04-01 10:30".Length && text.Length - space is 5 or 6 ? $"{text[..space]}+{text[(space + 1)..]}" : text;
    }

    /// <summary>An instant that a case can have. Null: no date, or one that no case can have had and no due date be counted from.</summary>
    public static DateTimeOffset? ParseStored(string text) => Parse(text) is { Year: >= FirstYear and <= LastYear } instant ? instant : null;

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c>; null when there is none.</summary>
    /// <remarks>A format of our own would be read anew for each date, and a page has many.</remarks>
    public static string? Of(DateTimeOffset? instant) => instant?.UtcDateTime.ToString(WrittenWithZ, CultureInfo.InvariantCulture)[..Written.Length];
}
