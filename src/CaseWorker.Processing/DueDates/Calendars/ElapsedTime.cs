namespace CaseWorker.Processing.DueDates.Calendars;

/// <summary>All time counts, at night and through changes of the clocks.</summary>
internal sealed class ElapsedTime : WorkingCalendar
{
    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    internal override string Problem => "The date lies outside the years 1 to 9999.";

    internal override long? Add(long at, long worked) => at + worked <= Last ? at + worked : null;

    internal override long? Subtract(long at, long worked) => at - worked >= First ? at - worked : null;

    internal override long Between(long from, long to) => Math.Max(0, to - from);

    internal override IEnumerable<Span> Segments(long from, long to) => from < to ? [new Span(from, to)] : [];
}
