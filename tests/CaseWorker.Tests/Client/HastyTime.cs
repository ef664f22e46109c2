namespace CaseWorker.Tests.Client;

/// <summary>A clock whose waits are over at once; it remembers them, and goes on by each.</summary>
internal sealed class HastyTime : TimeProvider
{
    private readonly List<TimeSpan> waits = [];

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (waits)
                return [.. waits];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Waits.Sum(wait => wait.Ticks);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero)
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);

        lock (waits)
            waits.Add(dueTime);

        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
