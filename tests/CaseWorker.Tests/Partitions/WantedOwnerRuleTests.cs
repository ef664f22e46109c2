using CaseWorker.Processing.Partitions;
using Xunit;

namespace CaseWorker.Tests.Partitions;

public sealed class WantedOwnerRuleTests
{
    [Fact]
    public void No_two_workers_differ_by_more_than_one_partition()
    {
        var random = new Random(1);
        for (var round = 0; round < 2000; round++)
        {
            var (partitions, workers) = (random.Next(1, 65), Workers(random, random.Next(1, 12)));
            var counts = Count(WantedOwnerRule.Assign(partitions, workers), workers);
            Assert.True(counts.Values.Max() - counts.Values.Min() <= 1, $"{partitions} over {workers.Count}: {string.Join(' ', counts.Values)}");
        }
    }

    [Fact]
    public void Everyone_gets_the_same_answer_whatever_the_order_in_which_he_knows_the_workers()
    {
        var random = new Random(2);
        for (var round = 0; round < 200; round++)
        {
            var workers = Workers(random, random.Next(2, 10));
            Assert.Equal(WantedOwnerRule.Assign(16, workers), WantedOwnerRule.Assign(16, [.. workers.OrderBy(_ => random.Next())]));
        }
    }

    [Fact]
    public void A_worker_that_comes_or_goes_moves_few_partitions_that_it_does_not_get_or_had_not()
    {
        var random = new Random(3);
        var (moved, needed) = (0, 0);
        for (var round = 0; round < 500; round++)
        {
            var many = Workers(random, random.Next(2, 9));
            var (before, after) = (WantedOwnerRule.Assign(32, many), WantedOwnerRule.Assign(32, many[..^1]));
            moved += before.Zip(after).Count(pair => pair.First != pair.Second);
            needed += before.Count(owner => owner == many[^1]);
        }

        // Those of the one that goes must move; the bound makes some others move as well.
        Assert.InRange(moved, needed, needed * 2);
    }

    [Fact]
    public void The_answer_is_the_same_for_ever() => Assert.Equal(Fixed, string.Join(' ', WantedOwnerRule.Assign(8, ["a", "b", "c"])));

    [Fact]
    public void A_partition_goes_to_another_than_a_worker_that_is_unfit_for_it_as_long_as_there_is_one()
    {
        var usual = WantedOwnerRule.Assign(8, ["a", "b", "c"]);
        var without = WantedOwnerRule.Assign(8, ["a", "b", "c"], (worker, partition) => partition == 0 && worker == usual[0]);
        Assert.NotEqual(usual[0], without[0]);
        Assert.Equal(usual.Skip(1), without.Skip(1));
        Assert.Equal(usual, WantedOwnerRule.Assign(8, ["a", "b", "c"], (_, _) => true));
    }

    private const string Fixed = "c c c b b b a a";

    private static List<string> Workers(Random random, int count) => [.. Enumerable.Range(0, count).Select(i => $"host{random.Next(4)}-{random.Next(1, 99999)}-{i:x4}")];

    private static Dictionary<string, int> Count(IReadOnlyList<string> owners, List<string> workers) =>
        workers.ToDictionary(worker => worker, worker => owners.Count(owner => owner == worker));
}
