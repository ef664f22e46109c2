namespace CaseWorker.Processing.Scheduling;

/// <summary>A clock that is set once and from then on only counts: setting the machine's clock does not move it. For intervals, not for instants that are stored.</summary>
/// <param name="machine">Tells the time at the start, and counts.</param>
public sealed class SteadyClock(TimeProvider machine) : TimeProvider
{
    private readonly DateTimeOffset start = machine.GetUtcNow();
    private readonly long startedAt = machine.GetTimestamp();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => start + machine.GetElapsedTime(startedAt);

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);
}
