namespace CaseWorker.Processing.DueDates.Calendars;

/// <summary>Which time counts. Counts in whole milliseconds; instants are cut to them first. Safe for many callers at once.</summary>
/// <remarks>
/// Adding gives the earliest instant at which the time has passed, subtracting the latest one that leaves it: a day's work added at
/// 08:00 ends at that day's closing, and taken from there begins at 08:00 again. Nothing added or subtracted moves nothing, closed or not.
/// </remarks>
public abstract class WorkingCalendar
{
    /// <summary>How far from its start a count may lead. Beyond this there is no answer.</summary>
    public const int HorizonYears = 100;

    private protected WorkingCalendar()
    {
    }

    /// <summary>All time counts.</summary>
    public static WorkingCalendar Elapsed { get; } = new ElapsedTime();

    /// <summary>The earliest instant by which so much working time has passed since the start. Null: see <see cref="Problem"/>.</summary>
    public DateTimeOffset? Add(DateTimeOffset start, TimeSpan worked) => Instant(Add(start.ToUnixTimeMilliseconds(), Length(worked)));

    /// <summary>The latest instant since which so much working time has passed until the end. Null: see <see cref="Problem"/>.</summary>
    public DateTimeOffset? Subtract(DateTimeOffset end, TimeSpan worked) => Instant(Subtract(end.ToUnixTimeMilliseconds(), Length(worked)));

    /// <summary>The working time between two instants; none when they are in the wrong order.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to) => TimeSpan.FromMilliseconds(Between(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds()));

    /// <summary>Why a count has no answer, as a sentence.</summary>
    internal abstract string Problem { get; }

    /// <param name="at">Unix milliseconds.</param>
    /// <param name="worked">Milliseconds, 0 or more.</param>
    internal abstract long? Add(long at, long worked);

    /// <inheritdoc cref="Add(long, long)"/>
    internal abstract long? Subtract(long at, long worked);

    /// <summary>In milliseconds.</summary>
    internal abstract long Between(long from, long to);

    /// <summary>The working time between two instants by ascending stretches, with no two that overlap or touch.</summary>
    internal abstract IEnumerable<Span> Segments(long from, long to);

    private static long Length(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        return duration.Ticks / TimeSpan.TicksPerMillisecond;
    }

    private static DateTimeOffset? Instant(long? at) => at is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(at.Value);
}
