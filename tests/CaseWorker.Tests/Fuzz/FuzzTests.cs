using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace CaseWorker.Tests.Fuzz;

public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Connections = 12;

    private static readonly int Requests = Setting("REQUESTS") ?? (Environment.GetEnvironmentVariable("CASEWORKER_TEST_FULL") == "1" ? 60_000 : 20_400);

    [Fact]
    public async Task Whatever_is_asked_no_answer_is_a_5xx_holds_another_hubs_data_or_can_not_be_read()
    {
        var seed = Setting("SEED") ?? Random.Shared.Next();
        await using var program = await FuzzProgram.StartAsync();
        var routes = program.Routes;
        var generator = new RequestGenerator(routes, program.One, program.Two);
        var answers = new ConcurrentBag<(FuzzRoute Route, int Status)>();
        var faults = new ConcurrentBag<(string Fault, int Number, RawRequest Request, RawAnswer? Answer)>();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Connections),
            new ParallelOptions { MaxDegreeOfParallelism = Connections },
            async (connection, _) => await AskAsync(connection, seed, generator, program, answers, faults));
        watch.Stop();

        var told = $"Seed {seed} (CASEWORKER_FUZZ_SEED), {Requests} requests to {routes.Count} routes in {watch.Elapsed.TotalSeconds:0.0} s, answers by status: "
            + string.Join(", ", answers.CountBy(answer => answer.Status).OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"));
        output.WriteLine(told);
        foreach (var route in answers.GroupBy(answer => answer.Route.Name).OrderBy(route => route.Key, StringComparer.Ordinal))
            output.WriteLine($"{route.Key}: {string.Join(", ", route.CountBy(answer => answer.Status).OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"))}");

        Assert.True(faults.IsEmpty, told + "\n\n" + Tell(faults));
        Assert.Equal(Requests, answers.Count);
        Assert.Empty(routes.Where(route => !answers.Any(answer => answer.Route == route && answer.Status is >= 200 and < 300) && Samples.Find(route, program.One, new Random(1)) is not null).Select(route => route.Name));
    }

    private static async Task AskAsync(
        int connection,
        int seed,
        RequestGenerator generator,
        FuzzProgram program,
        ConcurrentBag<(FuzzRoute Route, int Status)> answers,
        ConcurrentBag<(string Fault, int Number, RawRequest Request, RawAnswer? Answer)> faults)
    {
        using var raw = new RawConnection(program.Place);
        for (var number = connection; number < Requests; number += Connections)
        {
            var request = generator.Make(number, new Random(HashCode.Of(seed, number)));
            RawAnswer? answer = null;
            try
            {
                answer = await raw.AskAsync(request);
                answers.Add((request.Route, answer?.Status ?? 0));
                foreach (var fault in answer is not null ? AnswerRule.Faults(request, answer, program.One, program.Two) : request.IsCutOff || request.IsNoHttp ? [] : ["no answer"])
                    faults.Add((fault, number, request, answer));
            }
            catch (Exception exception) when (exception is TimeoutException or UnreadableAnswerException)
            {
                faults.Add((exception.Message, number, request, answer));
            }
        }
    }

    private static string Tell(IEnumerable<(string Fault, int Number, RawRequest Request, RawAnswer? Answer)> faults) => string.Join(
        "\n\n",
        faults.GroupBy(found => (found.Fault, found.Request.Route.Name)).OrderByDescending(group => group.Count()).Take(25).Select(group =>
        {
            var smallest = group.MinBy(found => found.Request.ToBytes().Length);
            var answer = smallest.Answer is { } it
                ? $"{it.Status} {string.Join("; ", it.Headers.Select(header => $"{header.Name}: {header.Value}"))}\n{System.Text.Encoding.UTF8.GetString(it.Body.AsSpan(0, Math.Min(it.Body.Length, 600)))}"
                : "none";
            return $"=== {group.Count()} × {group.Key.Fault} at {group.Key.Name}, such as number {smallest.Number}:\n{smallest.Request}\n--- answer: {answer}";
        }));

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable($"CASEWORKER_FUZZ_{name}"), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static class HashCode
    {
        // The same in every process, unlike the framework's.
        public static int Of(int seed, int number) => unchecked((seed * 486187739) + (number * 16777619) + 13);
    }
}
