using System.Diagnostics;

namespace CaseWorker.Benchmarks.Reports;

/// <summary>How many cases were done at which instants, from the first to the last.</summary>
internal sealed class Drain
{
    private readonly long beganAt = Stopwatch.GetTimestamp();
    private long firstAt;
    private long first;
    private long lastAt;

    public long Stored { get; private set; }

    /// <param name="stored">So many in all, by now.</param>
    public void Note(long stored)
    {
        lastAt = Stopwatch.GetTimestamp();
        if (firstAt == 0)
        {
            firstAt = lastAt;
            first = stored;
        }

        Stored = stored;
    }

    /// <summary>From the first to the last stored case. What was stored at first sight is not counted, since nobody saw how long it took.</summary>
    public double PerSecond => (Stored - first) / Math.Max(1e-9, Stopwatch.GetElapsedTime(firstAt, lastAt).TotalSeconds);

    /// <summary>From the making of this object, the way to the first case included.</summary>
    public double PerSecondFromBeginning => Stored / Stopwatch.GetElapsedTime(beganAt, lastAt).TotalSeconds;

    /// <summary>The same from an instant of <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public double PerSecondSince(long timestamp) => Stored / Stopwatch.GetElapsedTime(timestamp, lastAt).TotalSeconds;

    /// <summary>The number stored at first sight.</summary>
    public long First => first;
}
