using CaseWorker.Benchmarks.Whole;

namespace CaseWorker.Benchmarks.Reports;

/// <summary>A series of memory samples as text.</summary>
internal static class MemoryReport
{
    private const double Limit = 300;
    private const double FlatMiBPerMinute = 5;

    public static string Of(MemoryFigures figures)
    {
        // The first fifth is the start: code is compiled, buffers and caches fill.
        var settled = figures.Samples.Skip(figures.Samples.Count / 5).ToList();
        var slope = SlopePerMinute(settled);
        var highest = figures.Samples.Max();
        var table = new TextTable("worker", "value", "to reach");
        table.Add("cases/s", figures.Drain.PerSecond);
        table.Add("samples, one a second", figures.Samples.Count);
        table.Add("RSS lowest, MiB", settled.Min());
        table.Add("RSS median, MiB", Median.Of(settled));
        table.Add("RSS highest, MiB", highest, Limit);
        table.Add("RSS slope after the first fifth, MiB a minute", slope, FlatMiBPerMinute);
        table.Add("bytes allocated per case, second half", figures.SecondHalf.BytesPerCase);
        table.Add("CPU ms per case, second half", figures.SecondHalf.CpuMsPerCase);
        return $"{table}\n{(highest < Limit ? "small enough" : "TOO LARGE")}, {(Math.Abs(slope) <= FlatMiBPerMinute ? "flat" : "NOT FLAT")}. All rows were checked.\n";
    }

    /// <summary>By least squares over samples of one second.</summary>
    private static double SlopePerMinute(List<double> samples)
    {
        if (samples.Count < 2)
            return 0;

        var middle = (samples.Count - 1) / 2.0;
        var mean = samples.Average();
        var along = samples.Select((sample, second) => (second - middle) * (sample - mean)).Sum();
        var across = Enumerable.Range(0, samples.Count).Sum(second => (second - middle) * (second - middle));
        return 60 * along / across;
    }
}
