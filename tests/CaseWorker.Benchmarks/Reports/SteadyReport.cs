using System.Globalization;
using System.Text;
using CaseWorker.Benchmarks.Whole;

namespace CaseWorker.Benchmarks.Reports;

/// <summary>Whether anything grew while a rate was held: the second quarter of the time beside the last.</summary>
internal static class SteadyReport
{
    public static string Of(SteadyFigures figures)
    {
        // The first quarter is the start: code is compiled, buffers and caches fill.
        var quarter = Math.Max(1, figures.Samples.Count / 4);
        var early = figures.Samples.Skip(quarter).Take(quarter).ToList();
        var late = figures.Samples.Skip(figures.Samples.Count - quarter).ToList();
        var table = new TextTable("", "second quarter", "last quarter", "highest");
        Add("messages waiting", sample => sample.Depth);
        Add("answer p50, ms", sample => Median.Percentile(sample.Latencies, 0.5));
        Add("answer p99, ms", sample => Median.Percentile(sample.Latencies, 0.99));
        for (var i = 0; i < figures.Roles.Count; i++)
        {
            var place = i;
            Add(figures.Roles[i] + " RSS, MiB", sample => sample.Processes[place].ResidentMiB);
            Add(figures.Roles[i] + " handles", sample => sample.Processes[place].Handles);
            Add(figures.Roles[i] + " connections", sample => sample.Processes[place].Sockets);
        }

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{figures.Rate:N0} cases a second for {figures.Length.TotalMinutes:0.#} minutes: {figures.Accepted:N0} accepted and stored, {figures.Refused:N0} refused");
        return text.Append(table).AppendLine("Medians of the quarters. All rows were checked.").ToString();

        void Add(string name, Func<SteadySample, double> value) => table.Add(
            name,
            Median.Of(early.Select(value)),
            Median.Of(late.Select(value)),
            figures.Samples.Count == 0 ? double.NaN : figures.Samples.Max(value));
    }
}
