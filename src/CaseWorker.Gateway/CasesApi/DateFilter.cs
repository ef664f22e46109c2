using System.Text.RegularExpressions;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>Reads what a search says of a date: a day, or an object with before, after or both.</summary>
/// <remarks>
/// The document's own examples are no JSON: <c>{"after:"2014-05-02"}</c> and <c>{"after":"2014-04-14",before:"2015-05-15"}</c>.
/// Clients copied them, so quotation marks are taken where they stand and missed nowhere.
/// </remarks>
internal static partial class DateFilter
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    // The day after it can still be told.
    private static readonly DateTimeOffset Latest = DateTimeOffset.MaxValue.AddDays(-2);

    /// <summary>Null: it is neither.</summary>
    public static InstantRange? Parse(string text)
    {
        text = text.Trim();
        if (!text.StartsWith('{'))
            return LegacyDate.Parse(text) is { } on ? DayOf(on) : null;

        return Object().Match(text) is { Success: true } match ? RangeOf(match) : null;
    }

    private static InstantRange? RangeOf(Match match)
    {
        var range = default(InstantRange);
        for (var i = 0; i < match.Groups["word"].Captures.Count; i++)
        {
            if (LegacyDate.Parse(match.Groups["date"].Captures[i].Value) is not { } date || date > Latest)
                return null;

            // Before and after leave the instant itself out.
            range = match.Groups["word"].Captures[i].ValueSpan.Equals("before", StringComparison.OrdinalIgnoreCase)
                ? range with { To = range.To < date ? range.To : date }
                : range with { From = range.From > date + Tick ? range.From : date + Tick };
        }

        return range;
    }

    private static InstantRange? DayOf(DateTimeOffset on)
    {
        var day = new DateTimeOffset(on.UtcDateTime.Date, TimeSpan.Zero);
        return day > Latest ? null : new InstantRange(day, day.AddDays(1));
    }

    [GeneratedRegex(
        """^\{\s*(?:["'“”]?(?<word>before|after)["'“”]?\s*:\s*["'“”]?(?<date>[^"'“”{},]+?)["'“”]?\s*(?:,\s*(?!\})|(?=\})))+\}$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Object();
}
