using System.Diagnostics;
using System.Globalization;

namespace CaseWorker.Benchmarks.Search;

/// <summary>
/// Sets calls beside their SQL run by hand, without HTTP and behind it, call by call: all in turn, after each has met every call, so that
/// all find the same pages in memory.
/// </summary>
internal sealed class HandComparison(SearchCaller program, HandRun hand, HandServer server, SearchCaller handCaller)
{
    private const int Rounds = 5;

    // The program has had its calls of the route by then. Code is compiled for good after some dozens of calls and some tenths of a second.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>
    /// by hand: the median of the calls. SQL: how many statements a call has. http: the smallest list at the same time, which is what a call
    /// costs beside its data. ratio: the median of each call's time by its time by hand; less http: with that taken off.
    /// hand+http: the median of the calls' SQL by hand behind HTTP. KiB: of its answers, and of the program's to the same calls. ratio: as before.
    /// </summary>
    public static string Heading { get; } = $"{"by hand",9}{"SQL",6}{"http",7}{"ratio",7}{"less http",11}{"hand+http",11}{"KiB",7}{"KiB",7}{"ratio",7}";

    public async Task<string> MeasureAsync(IReadOnlyList<ComparedCall> calls)
    {
        var behindHttp = await server.TakeAsync(calls);
        var beganAt = Stopwatch.GetTimestamp();
        for (var call = 0; Stopwatch.GetElapsedTime(beganAt) < WarmUp; call++)
            await handCaller.CallAsync(behindHttp[call % calls.Count]);

        var programs = new CallTimes(calls.Count, place => program.CallAsync(calls[place].Request));
        var hands = new CallTimes(calls.Count, place => Task.FromResult((hand.Measure(calls[place].Statements), 0L)));
        var servers = new CallTimes(calls.Count, place => handCaller.CallAsync(behindHttp[place]));
        var floors = new CallTimes(calls.Count, place => program.CallAsync(SearchRoutes.Smallest(calls[place].Request.HubId)));
        for (var round = 0; round <= Rounds; round++)
        {
            for (var place = 0; place < calls.Count; place++)
            {
                // Who comes second finds the file's pages warmer.
                CallTimes[] inTurn = (round + place) % 2 == 0 ? [servers, hands, programs, floors] : [programs, hands, servers, floors];
                foreach (var one in inTurn)
                    await one.RunAsync(place, isKept: round > 0);
            }
        }

        var http = floors.Ms;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{hands.Ms,9:0.00}{calls.Average(call => call.Statements.Count),6:0}{http,7:0.00}{programs.RatioTo(hands),7:0.00}{programs.RatioTo(hands, less: http),11:0.00}{servers.Ms,11:0.00}{servers.KiB,7:0.0}{programs.KiB,7:0.0}{programs.RatioTo(servers),7:0.00}");
    }
}
