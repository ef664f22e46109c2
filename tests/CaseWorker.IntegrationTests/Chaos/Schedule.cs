using CaseWorker.IntegrationTests.Chaos.Faults;

namespace CaseWorker.IntegrationTests.Chaos;

/// <summary>What is injected, in which order: the same for the same seed. Rounds in which each kind comes once.</summary>
internal static class Schedule
{
    // What is over at once and hurts nobody for long need not be waited out.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2.5);

    /// <summary>Never ends.</summary>
    public static IEnumerable<Planned> Of(int seed, IReadOnlyList<Fault> kinds)
    {
        var random = new Random(seed);
        for (var number = 1; ;)
        {
            var round = kinds.ToArray();
            random.Shuffle(round);
            foreach (var fault in round)
            {
                var (from, to) = fault.Seconds;
                yield return new Planned(
                    number++,
                    fault,
                    random.Next(30),
                    TimeSpan.FromSeconds(from + (random.NextDouble() * (to - from))),
                    random.NextDouble() * LongestPause,
                    random.NextDouble() < 0.7);
            }
        }
    }
}
