using System.Globalization;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.Benchmarks.Search;

/// <summary>Measures routes one after the other and tells each as soon as it is known.</summary>
/// <param name="calls">Of each route, behind those that warm it up.</param>
/// <param name="byHand">How many of the calls are also run by hand, spread over all; 0: none.</param>
internal sealed class SearchRun(string directory, int calls, int byHand)
{
    private const int WarmUps = 30;

    public async Task RunAsync(IReadOnlyList<SearchRoute> routes)
    {
        Console.WriteLine($"{"ms",-46}{"p50",9}{"p95",9}{"p99",9}{"most",9}{"KiB",9}{"by hand",9}{"SQL",6}{"ratio",7}");
        var traces = byHand == 0 ? [] : await TraceAsync(routes);
        using var hand = new HandRun(directory);
        await using var program = await CaseWorkerProcess.StartAsync(directory, SearchCaller.SettingsFor(directory));
        using var caller = new SearchCaller(program);
        foreach (var route in routes)
        {
            var (times, bytes) = await MeasureAsync(caller, route);
            var p50 = Median.Of(times);
            var line = string.Create(CultureInfo.InvariantCulture, $"{route.Name,-46}{p50,9:0.00}{Median.Percentile(times, 0.95),9:0.00}{Median.Percentile(times, 0.99),9:0.00}{times.Max(),9:0.00}{bytes / 1024.0 / calls,9:0.0}");
            if (traces.TryGetValue(route.Name, out var statements))
            {
                var alone = Median.Of(hand.Measure(statements));
                line += string.Create(CultureInfo.InvariantCulture, $"{alone,9:0.00}{statements.Average(call => call.Count),6:0}{p50 / alone,7:0.00}");
            }

            Console.WriteLine(line);
        }
    }

    // Before the measurement, since one program without a broker has the database for itself.
    private async Task<Dictionary<string, IReadOnlyList<IReadOnlyList<TracedStatement>>>> TraceAsync(IReadOnlyList<SearchRoute> routes)
    {
        await using var trace = await TraceRun.StartAsync(directory);
        var traces = new Dictionary<string, IReadOnlyList<IReadOnlyList<TracedStatement>>>();
        foreach (var route in routes)
            traces.Add(route.Name, await trace.TraceAsync(Enumerable.Range(0, byHand).Select(place => route.Of(place * calls / byHand))));

        return traces;
    }

    private async Task<(List<double> Times, long Bytes)> MeasureAsync(SearchCaller caller, SearchRoute route)
    {
        for (var call = 0; call < WarmUps; call++)
            await caller.CallAsync(route.Of(call * 31));

        var (times, bytes) = (new List<double>(calls), 0L);
        for (var call = 0; call < calls; call++)
        {
            var (took, length) = await caller.CallAsync(route.Of(call));
            times.Add(took);
            bytes += length;
        }

        return (times, bytes);
    }
}
