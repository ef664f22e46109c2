using System.Collections.Concurrent;

namespace CaseWorker.Processing.DueDates.Calendars;

/// <summary>The opening hours of an office count. Each year is worked out when it is first asked for, and kept.</summary>
/// <param name="name">What its users call it.</param>
internal sealed class OfficeTime(string name, OpeningHours hours) : WorkingCalendar
{
    // A margin within what instants and local dates can say, so that no sum overflows.
    private const int FirstYear = 2;
    private const int LastYear = 9990;

    private readonly ConcurrentDictionary<int, OfficeYear> years = [];

    internal override string Problem => $"Calendar {name} does not hold so much working time within {HorizonYears} years.";

    internal override long? Add(long at, long worked)
    {
        if (worked == 0)
            return at;

        var year = YearOf(at);
        if (year is < FirstYear or > LastYear)
            return null;

        var wanted = Year(year).WorkedUntil(at) + worked;
        var last = Math.Min(year + HorizonYears, LastYear);
        for (; year <= last; year++)
        {
            var total = Year(year).Total;
            if (wanted <= total)
                return Year(year).EarliestAt(wanted);
            wanted -= total;
        }

        return null;
    }

    internal override long? Subtract(long at, long worked)
    {
        if (worked == 0)
            return at;

        var year = YearOf(at);
        if (year is < FirstYear or > LastYear)
            return null;

        var wanted = Year(year).WorkedUntil(at) - worked;
        var first = Math.Max(year - HorizonYears, FirstYear);
        while (wanted < 0)
        {
            if (--year < first)
                return null;
            wanted += Year(year).Total;
        }

        return Year(year).LatestAt(wanted);
    }

    internal override long Between(long from, long to)
    {
        if (from >= to)
            return 0;

        var (first, last) = (Math.Max(YearOf(from), FirstYear), Math.Min(YearOf(to), LastYear));
        var worked = 0L;
        for (var year = first; year <= last; year++)
            worked += Year(year).WorkedUntil(to) - Year(year).WorkedUntil(from);

        return worked;
    }

    internal override IEnumerable<Span> Segments(long from, long to)
    {
        if (from >= to)
            yield break;

        var (first, last) = (Math.Max(YearOf(from), FirstYear), Math.Min(YearOf(to), LastYear));
        Span? held = null;
        for (var year = first; year <= last; year++)
        {
            foreach (var span in Year(year).Between(from, to))
            {
                // Work through New Year is one stretch, of two years.
                if (held is { } before && before.To == span.From)
                {
                    held = before with { To = span.To };
                    continue;
                }

                if (held is not null)
                    yield return held.Value;
                held = span;
            }
        }

        if (held is not null)
            yield return held.Value;
    }

    private static int YearOf(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).Year;

    private OfficeYear Year(int year) => years.TryGetValue(year, out var known) ? known : years.GetOrAdd(year, hours.Of(year));
}
