using CaseWorker.Processing.DueDates;
using CaseWorker.Storage.DueDates;
using Xunit;

namespace CaseWorker.Tests.DueDates;

public sealed class StageClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly CaseDue Whole = new() { PreOverdueAt = Noon.AddHours(1), DueAt = Noon.AddHours(2), PostOverdueAt = Noon.AddHours(3) };

    [Theory]
    [InlineData(0.0, "")]
    [InlineData(1.0, "Pre")]
    [InlineData(2.5, "Pre Due")]
    [InlineData(3.0, "Pre Due Post")]
    public void What_has_come_fires_in_the_order_of_the_stages(double hours, string stages)
    {
        var (due, fired) = StageClock.Advance(Whole, Noon.AddHours(hours));
        Assert.Equal(stages, string.Join(' ', fired.Select(firing => firing.Stage)));
        Assert.Equal(fired.Count, due.StageReached);
        Assert.Equal(fired.Count >= 2, due.IsOverdue);
        Assert.Equal(fired.Count == 3 ? null : Noon.AddHours(fired.Count + 1), due.NextAt);
        Assert.Empty(StageClock.Advance(due, Noon.AddHours(hours)).Fired);
    }

    [Fact]
    public void A_stage_that_came_into_being_behind_a_reached_one_never_fires()
    {
        var due = Whole with { StageReached = 2, PreOverdueAt = Noon.AddHours(5) };
        Assert.Equal([DueStage.Post], StageClock.Advance(due, Noon.AddHours(9)).Fired.Select(firing => firing.Stage));
    }

    [Fact]
    public void While_a_case_waits_only_what_was_planned_until_then_fires()
    {
        var (due, fired) = StageClock.Advance(Whole with { PausedAt = Noon.AddMinutes(90) }, Noon.AddHours(9));
        Assert.Equal([DueStage.Pre], fired.Select(firing => firing.Stage));
        Assert.Null(due.NextAt);
        Assert.Equal(Noon.AddHours(2), StageClock.NextAt(due with { PausedAt = null }));
        Assert.Equal(Noon.AddHours(2), StageClock.NextAt(due with { PausedAt = Noon.AddHours(2) }));
    }

    [Fact]
    public void Stages_before_the_storing_of_a_case_with_a_given_opening_are_passed_over()
    {
        var policy = new DuePolicy { DueAfter = TimeSpan.FromHours(2), PreOverdueBefore = TimeSpan.FromHours(1), PostOverdueAfter = TimeSpan.FromHours(1) };
        var due = DueOpening.Of(policy, Noon, storedAt: Noon.AddHours(2.5), isOpenedGiven: true);
        Assert.Equal((2, Noon.AddHours(3)), (due.StageReached, due.NextAt));
        Assert.Equal(["pre", "due"], DueEvents.OfSkipped(7, 1, due).Select(row => row.Stage));
        Assert.All(DueEvents.OfSkipped(7, 1, due), row => Assert.Null(row.FiredAt));
        Assert.Equal((0, Noon.AddHours(1)), DueOpening.Of(policy, Noon, storedAt: Noon.AddHours(2.5), isOpenedGiven: false) is var late ? (late.StageReached, late.NextAt) : default);
    }
}
