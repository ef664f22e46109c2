using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>Checks the members of a calendar.</summary>
internal static partial class CalendarRule
{
    /// <summary>The members of a week, from Monday on.</summary>
    public static IReadOnlyList<string> Days { get; } = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static void Check(CatalogEntry calendar)
    {
        var zone = calendar.Text("zone", max: 100).Or(null);

        // Asked of the program's own zones, by which due dates are counted; a machine may know others.
        if (zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            calendar.Refuse("zone", "be an IANA time zone, like Europe/Copenhagen", $"\"{zone}\"");

        if (calendar.Entry("week") is { } week)
            CheckWeek(calendar, week);

        calendar.Texts("holidays", "be a date, yyyy-MM-dd", text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    }

    private static void CheckWeek(CatalogEntry calendar, CatalogEntry week)
    {
        var hasSegments = false;
        foreach (var day in Days)
        {
            var segments = week.Texts(day, "be a segment HH:mm-HH:mm whose end is after its start", text => SegmentOf(text) is not null).Or([]);
            hasSegments |= segments.Count > 0;
            var sorted = segments.Select(text => (Text: text, Segment: SegmentOf(text)!.Value)).OrderBy(pair => pair.Segment.From).ToList();
            for (var i = 1; i < sorted.Count; i++)
            {
                if (sorted[i].Segment.From < sorted[i - 1].Segment.To)
                    week.Refuse(day, "hold segments that do not overlap", $"\"{sorted[i - 1].Text}\" and \"{sorted[i].Text}\"");
            }
        }

        week.Finish();

        // Time would never pass.
        if (!hasSegments)
            calendar.Refuse("week", "hold at least one segment", "without any");
    }

    /// <summary>Reads <c>08:00-12:00</c>, in minutes of the day; 24:00 ends it. Null: it is no segment.</summary>
    public static (int From, int To)? SegmentOf(string text)
    {
        if (Segment().Match(text) is not { Success: true } match)
            return null;

        int Number(int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        var (from, to) = ((Number(1) * 60) + Number(2), (Number(3) * 60) + Number(4));
        return Number(2) < 60 && Number(4) < 60 && from < to && to <= 24 * 60 ? (from, to) : null;
    }

    [GeneratedRegex("^([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Segment();
}
