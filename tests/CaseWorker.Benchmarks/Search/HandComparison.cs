using System.Globalization;
using CaseWorker.Benchmarks.Reports;

namespace CaseWorker.Benchmarks.Search;

/// <summary>Sets calls beside their SQL run by hand, call by call: both in turn, after each has met every call once, so that both find the same pages in memory.</summary>
internal static class HandComparison
{
    private const int Rounds = 5;

    /// <summary>
    /// by hand: the median of the calls. SQL: how many statements a call has. http: the smallest list at the same time, which is what a call
    /// costs beside its data. ratio: the median of each call's time by its time by hand; less http: with that taken off.
    /// </summary>
    public static string Heading { get; } = $"{"by hand",9}{"SQL",6}{"http",7}{"ratio",7}{"less http",11}";

    public static async Task<string> MeasureAsync(SearchCaller caller, HandRun hand, IReadOnlyList<ComparedCall> calls)
    {
        List<double>[] programs = [.. calls.Select(_ => new List<double>())];
        List<double>[] hands = [.. calls.Select(_ => new List<double>())];
        var floors = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            for (var place = 0; place < calls.Count; place++)
            {
                var call = calls[place];

                // Who comes second finds the file's pages warmer.
                var isHandFirst = (round + place) % 2 == 0;
                var byHand = isHandFirst ? hand.Measure(call.Statements) : 0;
                var (program, _) = await caller.CallAsync(call.Request);
                byHand = isHandFirst ? byHand : hand.Measure(call.Statements);
                var (floor, _) = await caller.CallAsync(SearchRoutes.Smallest(call.Request.HubId));
                if (round == 0)
                    continue;

                programs[place].Add(program);
                hands[place].Add(byHand);
                floors.Add(floor);
            }
        }

        var (http, alone) = (Median.Of(floors), hands.Select(Median.Of).ToList());
        var ratio = Median.Of(programs.Select(Median.Of).Zip(alone, (program, byHand) => program / byHand));
        var less = Median.Of(programs.Select(Median.Of).Zip(alone, (program, byHand) => (program - http) / byHand));
        return string.Create(CultureInfo.InvariantCulture, $"{Median.Of(alone),9:0.00}{calls.Average(call => call.Statements.Count),6:0}{http,7:0.00}{ratio,7:0.00}{less,11:0.00}");
    }
}
