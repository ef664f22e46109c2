using CaseWorker.Processing.DueDates.Calendars;

namespace CaseWorker.Processing.DueDates;

/// <summary>Says when the stages of a cycle fire. Pure: the same question always has the same answer, on every machine.</summary>
/// <remarks>
/// All is counted in the milliseconds of the tables. A due or post date is the earliest instant at which its time has passed, so at the
/// end of a day rather than at the beginning of the next; a pre date is the latest one that leaves the whole warning, so at the beginning
/// of a day rather than at the end of the one before. What has fired stays fired whatever the plan says now: that is the caller's to keep.
/// </remarks>
public static class DueRule
{
    /// <param name="policy">Null: none; then only a date set by hand makes a stage.</param>
    /// <param name="startedAt">When the cycle began: the opening of the case, or its reopening.</param>
    /// <param name="pauses">When the case was open. They count only if the policy pauses; order and overlaps do not matter.</param>
    /// <param name="handSet">Null: no date was set by hand.</param>
    /// <param name="now">Where a pause that goes on is taken to end. While it does, stages after its beginning must not fire.</param>
    public static DuePlan Plan(DuePolicy? policy, DateTimeOffset startedAt, IReadOnlyList<Pause> pauses, HandSetDue? handSet, DateTimeOffset now)
    {
        if (handSet is { DueAt: null })
            return DuePlan.None;
        if (policy is null)
            return handSet is null ? DuePlan.None : new DuePlan { Due = Instant(handSet.Value.DueAt!.Value.ToUnixTimeMilliseconds()) };

        var calendar = policy.Calendar;
        var from = (handSet?.SetAt ?? startedAt).ToUnixTimeMilliseconds();
        var paused = policy.PauseWhileOpen ? PausedTimes.From(pauses, from, now) : [];
        var due = handSet is null ? calendar.Add(from, Length(policy.DueAfter)) : handSet.Value.DueAt!.Value.ToUnixTimeMilliseconds();
        due = Later(calendar, from, due, paused);
        var pre = policy.PreOverdueBefore is { } before ? Before(calendar, due, Length(before), paused) : null;
        var post = policy.PostOverdueAfter is { } after ? After(calendar, due, Length(after), paused) : null;
        var isComplete = due is not null && (pre is not null || policy.PreOverdueBefore is null) && (post is not null || policy.PostOverdueAfter is null);
        return new DuePlan
        {
            Pre = Instant(pre),
            Due = Instant(due),
            Post = Instant(post),
            Problem = isComplete ? null : calendar.Problem,
        };
    }

    /// <summary>The stretches that counted between two instants, by ascending time: working time without the pauses, none next to another.</summary>
    /// <remarks>Made as they are asked for: a span of years in a calendar has very many.</remarks>
    public static IEnumerable<TimeSegment> Counted(DuePolicy policy, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<Pause> pauses, DateTimeOffset now)
    {
        var (begin, end) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        var paused = policy.PauseWhileOpen ? PausedTimes.From(pauses, begin, now) : [];
        return PausedTimes.Without(policy.Calendar.Segments(begin, end), paused)
            .Select(span => new TimeSegment(DateTimeOffset.FromUnixTimeMilliseconds(span.From), DateTimeOffset.FromUnixTimeMilliseconds(span.To)));
    }

    private static long? After(WorkingCalendar calendar, long? at, long duration, IReadOnlyList<Span> paused) =>
        at is null ? null : Later(calendar, at.Value, calendar.Add(at.Value, duration), paused);

    // Moves a target that was counted from an instant by the working time of each pause that begins before it.
    private static long? Later(WorkingCalendar calendar, long from, long? target, IReadOnlyList<Span> paused)
    {
        foreach (var pause in paused)
        {
            var begin = Math.Max(pause.From, from);
            if (target is null || begin >= target)
                break;
            if (pause.To > begin)
                target = calendar.Add(target.Value, calendar.Between(begin, pause.To));
        }

        return target;
    }

    private static long? Before(WorkingCalendar calendar, long? at, long duration, IReadOnlyList<Span> paused)
    {
        if (at is null)
            return null;

        var target = calendar.Subtract(at.Value, duration);
        foreach (var pause in paused.Reverse())
        {
            var end = Math.Min(pause.To, at.Value);
            if (target is null || end <= target)
                break;
            if (pause.From < end)
                target = calendar.Subtract(target.Value, calendar.Between(pause.From, end));
        }

        return target;
    }

    private static long Length(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMillisecond;

    private static DateTimeOffset? Instant(long? at) => at is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(at.Value);
}
