using CaseWorker.Processing.Partitions;
using Xunit;

namespace CaseWorker.Tests.Partitions;

/// <summary>Workers whose every step comes at any time, with faults between, end with the wanted one in front and stay so.</summary>
public sealed class SeatScheduleTests
{
    private const int Seeds = 3000;
    private const int StepLimit = 3000;

    [Fact]
    public void From_any_state_it_comes_to_rest_with_the_wanted_one_in_front_and_everyone_behind_it() =>
        Assert.Null(Enumerable.Range(0, Seeds).Select(seed => Fault(seed, SeatRule.Next)).FirstOrDefault(fault => fault is not null));

    [Fact]
    public void A_rule_that_forgets_whom_it_stands_behind_is_found_out() =>
        Assert.Contains(Enumerable.Range(0, Seeds).Select(seed => Fault(seed, Forgetful)), fault => fault is not null);

    /// <returns>Null: none.</returns>
    private static string? Fault(int seed, SeatSchedule.Rule rule)
    {
        var random = new Random(seed);
        var schedule = new SeatSchedule(random, rule);
        schedule.Join();
        for (var disturbances = random.Next(0, 120); disturbances > 0; disturbances--)
            schedule.Disturb();

        schedule.Calm();
        for (var steps = 0; !schedule.IsAtRest; steps++)
        {
            if (steps > StepLimit)
                return $"seed {seed} does not come to rest: {schedule.Describe()}";

            schedule.Step();
        }

        return schedule.Fault() is { Length: > 0 } fault ? $"seed {seed}: {fault}: {schedule.Describe()}" : null;
    }

    private static SeatStep Forgetful(string me, Seat own, string wanted, IReadOnlyDictionary<string, Seat> others, bool isWantedMissing) =>
        own.State != SeatState.Away && others.GetValueOrDefault(wanted) is { State: SeatState.Front } ? SeatStep.Stay : SeatRule.Next(me, own, wanted, others, isWantedMissing);
}
