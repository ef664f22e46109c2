using CaseWorker.Benchmarks.Reports;

namespace CaseWorker.Benchmarks.Search;

/// <summary>One of those who are compared, and how long the same calls take it.</summary>
/// <param name="run">Makes a call, by its place.</param>
internal sealed class CallTimes(int calls, Func<int, Task<(double Ms, long Bytes)>> run)
{
    private readonly List<double>[] times = [.. Enumerable.Range(0, calls).Select(_ => new List<double>())];
    private readonly long[] bytes = new long[calls];

    /// <summary>The median of the calls' medians, in milliseconds.</summary>
    public double Ms => Median.Of(Medians);

    /// <summary>Of an answer, on average.</summary>
    public double KiB => bytes.Average() / 1024;

    private IEnumerable<double> Medians => times.Select(Median.Of);

    /// <param name="isKept">False: only to make it warm.</param>
    public async Task RunAsync(int place, bool isKept)
    {
        (var ms, bytes[place]) = await run(place);
        if (isKept)
            times[place].Add(ms);
    }

    /// <summary>The median over the calls of what one takes by what it takes the other.</summary>
    /// <param name="less">Milliseconds that are taken off each of these first.</param>
    public double RatioTo(CallTimes other, double less = 0) => Median.Of(Medians.Zip(other.Medians, (mine, others) => (mine - less) / others));
}
