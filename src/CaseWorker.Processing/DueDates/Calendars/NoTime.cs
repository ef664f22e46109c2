namespace CaseWorker.Processing.DueDates.Calendars;

/// <summary>No time counts: what stands for a calendar that can't be used.</summary>
/// <param name="problem">Why, as a sentence.</param>
internal sealed class NoTime(string problem) : WorkingCalendar
{
    internal override string Problem => problem;

    internal override long? Add(long at, long worked) => worked == 0 ? at : null;

    internal override long? Subtract(long at, long worked) => worked == 0 ? at : null;

    internal override long Between(long from, long to) => 0;

    internal override IEnumerable<Span> Segments(long from, long to) => [];
}
