namespace CaseWorker.Host.Health;

/// <summary>What the last look at the checks found. Red before the first look, when looks have ceased, and while stopping.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Readiness(TimeProvider time)
{
    // A watch that hangs must not leave its last good word standing.
    private static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(10);

    private volatile Look? last;
    private volatile bool stopping;

    public bool IsReady => !stopping && last is { Green: true } look && time.GetElapsedTime(look.At) < ValidFor;

    public void Record(bool green) => last = new Look(green, time.GetTimestamp());

    /// <summary>Red from now on.</summary>
    public void Stop() => stopping = true;

    private sealed record Look(bool Green, long At);
}
