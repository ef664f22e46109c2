using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Catalogs;
using Xunit;

namespace CaseWorker.Tests.Assignment;

public sealed class AssignmentRuleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_random_choice_is_uniform_over_the_eligible()
    {
        const int Reps = 7;
        const int Draws = 14_000;
        const int Seeds = 40;

        // 6 degrees of freedom: a fair draw exceeds 22.46 in one of a thousand runs, so of 40 seeds at most 2 may.
        const double Critical = 22.46;
        var department = DepartmentOf(AssignmentStrategy.Random, Enumerable.Range(100, Reps).Select(id => RepOf(id)));
        var outliers = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var counts = new int[Reps];
            for (var draw = 0; draw < Draws; draw++)
                counts[Choose(department, random: random).Rep!.RepId - 100]++;

            const double Expected = (double)Draws / Reps;
            if (counts.Sum(count => (count - Expected) * (count - Expected) / Expected) > Critical)
                outliers++;
        }

        Assert.True(outliers <= 2, $"{outliers} of {Seeds} seeds were not uniform");
    }

    [Fact]
    public void The_recorded_draw_reproduces_the_choice()
    {
        var department = DepartmentOf(AssignmentStrategy.Random, [RepOf(3), RepOf(5), RepOf(9)]);
        for (var seed = 0; seed < 100; seed++)
        {
            var choice = Choose(department, random: new Random(seed));
            Assert.Equal(3, choice.DrawOf);
            Assert.Equal(choice.Rep!.RepId, department.Reps[choice.DrawIndex!.Value].RepId);
        }
    }

    [Fact]
    public void Round_robin_takes_the_next_id_and_begins_again()
    {
        var department = DepartmentOf(AssignmentStrategy.RoundRobin, [RepOf(3), RepOf(5), RepOf(9)]);
        Assert.Equal(3, Choose(department, last: null).Rep!.RepId);
        Assert.Equal(5, Choose(department, last: 3).Rep!.RepId);
        Assert.Equal(9, Choose(department, last: 7).Rep!.RepId);
        Assert.Equal(3, Choose(department, last: 9).Rep!.RepId);
    }

    [Fact]
    public void Least_open_draws_only_among_those_with_the_lowest_load()
    {
        var department = DepartmentOf(AssignmentStrategy.LeastOpen, [RepOf(1), RepOf(2), RepOf(3)]);
        var load = new Dictionary<int, int> { [1] = 4, [2] = 1, [3] = 1 };
        var chosen = Enumerable.Range(0, 200)
            .Select(seed => AssignmentRule.Choose(department, department.Reps, null, null, id => load[id], new Random(seed)).Rep!.RepId)
            .ToHashSet();
        Assert.Equal([2, 3], chosen.Order());
    }

    [Fact]
    public void An_asked_for_rep_is_honoured_when_eligible()
    {
        var department = DepartmentOf(AssignmentStrategy.Random, [RepOf(1), RepOf(2)]);
        var choice = AssignmentRule.Choose(department, department.Reps, 2, null, _ => 0, new Random(1));
        Assert.Equal((2, "explicit"), (choice.Rep!.RepId, choice.Strategy));
    }

    [Fact]
    public void Nobody_is_chosen_when_nobody_is_eligible()
    {
        var department = DepartmentOf(AssignmentStrategy.Random, [RepOf(1) with { Active = false }]);
        var eligibility = Eligibility.Of(department, Noon, _ => 0);
        Assert.Empty(eligibility.Eligible);
        Assert.Null(AssignmentRule.Choose(department, eligibility.Eligible, null, null, _ => 0, new Random(1)).Rep);
    }

    [Fact]
    public void Each_reason_that_excludes_a_rep_is_told()
    {
        var away = new Absence(Noon.AddHours(-1), Noon.AddHours(1));
        var department = DepartmentOf(
            AssignmentStrategy.Random,
            [RepOf(1), RepOf(2) with { Active = false }, RepOf(3) with { Absences = [away] }, RepOf(4) with { MaxOpenCases = 2 }]);
        var eligibility = Eligibility.Of(department, Noon, _ => 2);
        Assert.Equal([1], eligibility.Eligible.Select(rep => rep.RepId));
        Assert.Equal(
            [new Exclusion(2, "inactive"), new Exclusion(3, "out-of-office"), new Exclusion(4, "at-cap")],
            eligibility.Excluded);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(3599, true)]
    [InlineData(3600, false)]
    public void An_absence_begins_with_its_first_instant_and_ends_before_its_last(int secondsAfterStart, bool isAway)
    {
        var rep = RepOf(1) with { Absences = [new Absence(Noon, Noon.AddHours(1))] };
        Assert.Equal(isAway, rep.IsOutOfOffice(Noon.AddSeconds(secondsAfterStart)));
    }

    [Fact]
    public void While_cases_wait_a_new_one_joins_them_even_if_somebody_is_eligible()
    {
        var department = DepartmentOf(AssignmentStrategy.Random, [RepOf(1)]);
        var line = LineOf(department, waiting: 2);
        var decision = line.Admit(wantedRepId: null);
        Assert.Null(decision.Rep);
        Assert.Equal("joined-line", decision.Cause);
        Assert.Equal(3, line.Row.Waiting);
    }

    [Fact]
    public void A_cap_is_never_exceeded_within_one_batch()
    {
        var department = DepartmentOf(AssignmentStrategy.Random, [RepOf(1) with { MaxOpenCases = 2 }, RepOf(2) with { MaxOpenCases = 1 }]);
        var line = LineOf(department, waiting: 0);
        var reps = Enumerable.Range(0, 5).Select(_ => line.Admit(null).Rep?.RepId).ToList();
        Assert.Equal(2, reps.Count(id => id == 1));
        Assert.Equal(1, reps.Count(id => id == 2));
        Assert.Equal(2, line.Row.Waiting);
    }

    [Fact]
    public void A_wanted_rep_who_is_not_eligible_gives_a_random_one_and_says_so()
    {
        var department = DepartmentOf(AssignmentStrategy.Random, [RepOf(1), RepOf(2) with { Active = false }]);
        var decision = LineOf(department, waiting: 0).Admit(wantedRepId: 2);
        Assert.Equal(1, decision.Rep!.RepId);
        Assert.Equal("requested-rep-not-eligible", decision.Cause);
    }

    private static DepartmentLine LineOf(Department department, int waiting) =>
        new(department, new() { DepartmentId = department.DepartmentId, Waiting = waiting }, [], Noon, new Random(7));

    private static Choice Choose(Department department, int? last = null, Random? random = null) =>
        AssignmentRule.Choose(department, department.Reps, null, last, _ => 0, random ?? new Random(1));

    private static Department DepartmentOf(AssignmentStrategy strategy, IEnumerable<Rep> reps) =>
        new(10, 1, "Support", strategy, true, null, [.. reps]);

    private static Rep RepOf(int id) => new(id, 1, $"rep{id}", null, null, true, null, []);
}
