using CaseWorker.Processing.Intake;
using Xunit;

namespace CaseWorker.Tests.Intake;

public sealed class PartitionRuleTests
{
    [Fact]
    public void The_partition_of_a_service_never_changes()
    {
        // Worked out apart from this program from the definition of FNV-1a: whoever changes the rule loses the order of what is queued.
        Assert.Equal([4, 7, 6, 1, 0, 3, 2, 5], Enumerable.Range(1, 8).Select(id => PartitionRule.PartitionOf(id, 8)));
    }

    [Fact]
    public void Services_spread_over_all_partitions()
    {
        var counts = Enumerable.Range(1, 8000).CountBy(id => PartitionRule.PartitionOf(id, 8)).ToList();
        Assert.Equal(8, counts.Count);
        Assert.All(counts, count => Assert.InRange(count.Value, 900, 1100));
    }

    [Fact]
    public void The_name_of_a_partition_has_its_count_and_two_digits() => Assert.Equal("16-03", PartitionRule.NameOf(3, 16));
}
