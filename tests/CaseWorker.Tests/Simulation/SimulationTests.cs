using System.Globalization;
using Xunit;

namespace CaseWorker.Tests.Simulation;

/// <summary>
/// CASEWORKER_SIMULATION_SEEDS says how many seeds are run; CASEWORKER_SIMULATION_FIRST where they begin; CASEWORKER_SIMULATION_SEED
/// runs a single one and tells its story.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void Nothing_is_lost_doubled_or_overtaken_whatever_happens_when()
    {
        if (Setting("SEED") is { } single)
        {
            var story = Seeds.Tell(single, new Design());
            output.WriteLine(story);
            if (!story.EndsWith(Seeds.AllKept, StringComparison.Ordinal))
                Assert.Fail(story);

            return;
        }

        var first = Setting("FIRST") ?? 1;
        var count = Setting("SEEDS") ?? 5000;
        var violations = Seeds.Run(first, count, new Design());
        if (violations.Count == 0)
            return;

        output.WriteLine(string.Join('\n', violations.OrderBy(pair => pair.Key).Select(pair => $"Seed {pair.Key}: {pair.Value}")));
        var seed = violations.Keys.Min();
        Assert.Fail($"{violations.Count} of {count} seeds find a violation. Replay the first with CASEWORKER_SIMULATION_SEED={seed}:\n{Seeds.Tell(seed, new Design())}");
    }

    [Fact]
    public void Nor_when_no_message_has_an_id() => Assert.Empty(Seeds.Run(1, Setting("SEEDS") / 10 ?? 1000, new Design { ByHandOnly = true }));

    [Fact]
    public void The_same_seed_tells_the_same_story() => Assert.Equal(Seeds.Tell(7, new Design()), Seeds.Tell(7, new Design()));

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable("CASEWORKER_SIMULATION_" + name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
