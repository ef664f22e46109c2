using System.Globalization;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.Benchmarks.Search;

/// <summary>Measures routes one after the other and tells each as soon as it is known.</summary>
/// <param name="calls">Of each route, behind those that warm it up.</param>
/// <param name="byHand">How many of the calls are also compared with their SQL by hand, spread over all; 0: none.</param>
internal sealed class SearchRun(string directory, int calls, int byHand)
{
    private const int WarmUps = 30;

    // Depths repeat after ten calls: a step that shares no divisor with ten meets them all.
    private int Step => Enumerable.Range(1, Math.Max(1, calls / Math.Max(1, byHand))).Last(step => step % 2 != 0 && step % 5 != 0);

    private IEnumerable<int> Compared => Enumerable.Range(0, byHand).Select(place => place * Step % calls);

    public async Task RunAsync(IReadOnlyList<SearchRoute> routes)
    {
        Console.WriteLine($"{"ms",-46}{"p50",9}{"p95",9}{"p99",9}{"most",9}{"KiB",9}{HandComparison.Heading}");
        var traces = byHand == 0 ? [] : await TraceAsync(routes);
        using var hand = new HandRun(directory);
        await using var program = await CaseWorkerProcess.StartAsync(directory, SearchCaller.SettingsFor(directory));
        using var caller = new SearchCaller(program.Http.BaseAddress!);
        await using var server = await HandServer.StartAsync(directory);
        using var handCaller = new SearchCaller(server.Address);
        var comparison = new HandComparison(caller, hand, server, handCaller);
        foreach (var route in routes)
        {
            var (times, bytes) = await MeasureAsync(caller, route);
            var line = string.Create(CultureInfo.InvariantCulture, $"{route.Name,-46}{Median.Of(times),9:0.00}{Median.Percentile(times, 0.95),9:0.00}{Median.Percentile(times, 0.99),9:0.00}{times.Max(),9:0.00}{bytes / 1024.0 / calls,9:0.0}");
            if (traces.TryGetValue(route.Name, out var compared))
                line += await comparison.MeasureAsync(compared);

            Console.WriteLine(line);
        }
    }

    // Before the measurement, since one program without a broker has the database for itself.
    private async Task<Dictionary<string, IReadOnlyList<ComparedCall>>> TraceAsync(IReadOnlyList<SearchRoute> routes)
    {
        await using var trace = await TraceRun.StartAsync(directory);
        var traces = new Dictionary<string, IReadOnlyList<ComparedCall>>();
        foreach (var route in routes)
            traces.Add(route.Name, await trace.TraceAsync(Compared.Select(route.Of)));

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
