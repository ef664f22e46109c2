using CaseWorker.IntegrationTests.Chaos.Faults;
using Xunit;

namespace CaseWorker.IntegrationTests.Chaos;

public sealed class ScheduleTests
{
    [Fact]
    public void The_same_seed_brings_the_same_faults_targets_and_pauses() => Assert.Equal(Lines(7), Lines(7));

    [Fact]
    public void Another_seed_brings_others() => Assert.NotEqual(Lines(7), Lines(8));

    [Fact]
    public void Every_kind_comes_once_in_each_round()
    {
        var kinds = AllFaults.Make();
        foreach (var round in Schedule.Of(7, kinds).Take(kinds.Count * 3).Chunk(kinds.Count))
            Assert.Equal(kinds.Select(fault => fault.Kind).Order(), round.Select(planned => planned.Fault.Kind).Order());
    }

    [Fact]
    public void The_kinds_are_enough_for_200_faults_in_ten_rounds() => Assert.True(AllFaults.Make().DistinctBy(fault => fault.Kind).Count() * 10 >= 200);

    private static List<string> Lines(int seed) => [.. Schedule.Of(seed, AllFaults.Make()).Take(200).Select(planned => planned.ToString())];
}
