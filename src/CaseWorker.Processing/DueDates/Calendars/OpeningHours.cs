using NodaTime;

namespace CaseWorker.Processing.DueDates.Calendars;

/// <summary>When an office is open, by the clock on its wall.</summary>
/// <remarks>
/// When the clock is put forward, the skipped times do not exist: what would begin or end in them does so at the change. When it is put back,
/// an hour comes twice: what begins in it begins at its first coming, what ends in it at its second, so that a person who is there from the
/// beginning to the end has worked every minute of it. What touches or overlaps then is one stretch, and counts once.
/// </remarks>
/// <param name="zone">Of the program's own zones, not the machine's.</param>
/// <param name="week">The segments of each day from Monday on, in minutes of the day; 1440: its end.</param>
internal sealed class OpeningHours(DateTimeZone zone, IReadOnlyList<(int From, int To)>[] week, IReadOnlySet<LocalDate> holidays)
{
    /// <summary>The opening hours of a year in UTC.</summary>
    public OfficeYear Of(int year)
    {
        var (begin, end) = (Begin(year), Begin(year + 1));

        // No zone is a day away from UTC.
        var (date, last) = (new LocalDate(year - 1, 12, 30), new LocalDate(year + 1, 1, 2));
        var spans = new List<Span>(800);
        for (; date <= last; date = date.PlusDays(1))
        {
            if (!holidays.Contains(date))
                spans.AddRange(week[(int)date.DayOfWeek - 1].Select(segment => new Span(Start(date, segment.From), End(date, segment.To))).Where(span => span.From < span.To));
        }

        return new OfficeYear([.. Spans.Merge(spans).Select(span => new Span(Math.Max(span.From, begin), Math.Min(span.To, end))).Where(span => span.From < span.To)]);
    }

    private static long Begin(int year) => Instant.FromUtc(year, 1, 1, 0, 0).ToUnixTimeMilliseconds();

    private long Start(LocalDate date, int minutes)
    {
        var mapping = zone.MapLocal(date.AtMidnight().PlusMinutes(minutes));
        var start = mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
        return start.ToUnixTimeMilliseconds();
    }

    // The moment after the last one inside: an end of 24:00 belongs to its own day, also where the clock is changed at midnight.
    private long End(LocalDate date, int minutes)
    {
        var mapping = zone.MapLocal(date.AtMidnight().PlusMinutes(minutes).PlusTicks(-1));
        var end = mapping.Count == 0 ? mapping.LateInterval.Start : mapping.Last().ToInstant().PlusTicks(1);
        return end.ToUnixTimeMilliseconds();
    }
}
