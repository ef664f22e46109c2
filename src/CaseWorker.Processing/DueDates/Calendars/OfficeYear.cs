namespace CaseWorker.Processing.DueDates.Calendars;

/// <summary>The working time of one year in UTC, with a running sum, so that a place in it is found by halving.</summary>
internal sealed class OfficeYear
{
    private readonly long[] from;
    private readonly long[] to;

    // The working time of the year before each stretch.
    private readonly long[] before;

    /// <param name="spans">Ascending; none touches another.</param>
    public OfficeYear(IReadOnlyList<Span> spans)
    {
        (from, to, before) = (new long[spans.Count], new long[spans.Count], new long[spans.Count]);
        for (var i = 0; i < spans.Count; i++)
        {
            (from[i], to[i], before[i]) = (spans[i].From, spans[i].To, Total);
            Total += spans[i].To - spans[i].From;
        }
    }

    /// <summary>Milliseconds.</summary>
    public long Total { get; }

    /// <summary>The working time of the year that lies before the instant, which can be of another year.</summary>
    public long WorkedUntil(long at)
    {
        var i = LastAtOrBefore(from, at);
        return i < 0 ? 0 : before[i] + Math.Min(at, to[i]) - from[i];
    }

    /// <summary>The earliest instant until which so much was worked.</summary>
    /// <param name="worked">Above 0, at most <see cref="Total"/>.</param>
    public long EarliestAt(long worked)
    {
        var i = LastAtOrBefore(before, worked - 1);
        return from[i] + worked - before[i];
    }

    /// <summary>The latest instant until which so much was worked: the place where the next bit of work is done.</summary>
    /// <param name="worked">0 or more, less than <see cref="Total"/>.</param>
    public long LatestAt(long worked)
    {
        var i = LastAtOrBefore(before, worked);
        return from[i] + worked - before[i];
    }

    /// <summary>The stretches between two instants, cut to them.</summary>
    public IEnumerable<Span> Between(long begin, long end)
    {
        for (var i = Math.Max(0, LastAtOrBefore(from, begin)); i < from.Length && from[i] < end; i++)
        {
            if (to[i] > begin)
                yield return new Span(Math.Max(from[i], begin), Math.Min(to[i], end));
        }
    }

    // -1: all are later.
    private static int LastAtOrBefore(long[] ascending, long value)
    {
        var place = Array.BinarySearch(ascending, value);
        return place >= 0 ? place : ~place - 1;
    }
}
