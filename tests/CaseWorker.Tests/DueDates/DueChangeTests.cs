using CaseWorker.Processing.DueDates;
using CaseWorker.Storage.DueDates;
using Xunit;

namespace CaseWorker.Tests.DueDates;

public sealed class DueChangeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly DuePolicy Policy = Of(4);

    // Opened at noon: pre at 15:00, due at 16:00, post at 18:00.
    private static readonly CaseDue Opened = DueOpening.Of(Policy, Noon, Noon, isOpenedGiven: false);

    private static readonly Pause[] NoPauses = [];

    [Fact]
    public void Closing_leaves_the_dates_and_nothing_to_fire()
    {
        var due = DueChange.Close(Opened);
        Assert.Equal((Noon.AddHours(4), null, null), (due.DueAt, due.NextAt, due.PolicyMark));
    }

    [Fact]
    public void Reopening_plans_all_stages_anew_from_then_on_and_forgets_a_date_set_by_hand()
    {
        var closed = DueChange.Close(FiredAt(DueChange.SetByHand(Opened, Noon.AddHours(1), Policy, NoPauses, Noon), 9));
        Assert.True(closed.IsOverdue);
        var due = DueChange.Reopen(closed, 2, Policy, NoPauses, Noon.AddHours(20));
        Assert.Equal((2, 0, false, false), (due.Cycle, due.StageReached, due.IsOverdue, due.IsByHand));
        Assert.Equal((Noon.AddHours(23), Noon.AddHours(24), Noon.AddHours(26), Noon.AddHours(23)), (due.PreOverdueAt, due.DueAt, due.PostOverdueAt, due.NextAt));
        Assert.Equal(Policy.Mark, due.PolicyMark);
    }

    [Fact]
    public void A_pause_stops_the_stages_and_its_end_moves_those_that_have_not_fired()
    {
        var open = DueChange.Turn(FiredAt(Opened, 3), Policy, [new Pause(Noon.AddHours(3.5), null)], Noon.AddHours(3.5));
        Assert.Equal((Noon.AddHours(3.5), null, 1), (open.PausedAt, open.NextAt, open.StageReached));
        var again = DueChange.Turn(open, Policy, [new Pause(Noon.AddHours(3.5), Noon.AddHours(10))], Noon.AddHours(10));
        Assert.Equal((Noon.AddHours(3), Noon.AddHours(10.5), Noon.AddHours(12.5)), (again.PreOverdueAt, again.DueAt, again.PostOverdueAt));
        Assert.Equal((1, 1, null, Noon.AddHours(10.5)), (again.Cycle, again.StageReached, again.PausedAt, again.NextAt));
    }

    [Fact]
    public void A_policy_that_does_not_pause_goes_on_while_the_case_is_open()
    {
        var policy = Policy with { PauseWhileOpen = false };
        var open = DueChange.Turn(Opened, policy, [new Pause(Noon.AddHours(1), null)], Noon.AddHours(1));
        Assert.Equal((null, Noon.AddHours(3)), (open.PausedAt, open.NextAt));
    }

    [Fact]
    public void What_was_planned_before_the_pause_fires_during_it()
    {
        var open = DueChange.Turn(Opened, Policy, [new Pause(Noon.AddHours(3.5), null)], Noon.AddHours(3.5));
        Assert.Equal(Noon.AddHours(3), open.NextAt);
        Assert.Equal([DueStage.Pre], StageClock.Advance(open, Noon.AddHours(99)).Fired.Select(firing => firing.Stage));
    }

    [Fact]
    public void Pre_and_post_keep_their_distance_from_a_date_set_by_hand()
    {
        var due = DueChange.SetByHand(Opened, Noon.AddHours(10), Policy, NoPauses, Noon.AddHours(1));
        Assert.Equal((Noon.AddHours(9), Noon.AddHours(10), Noon.AddHours(12)), (due.PreOverdueAt, due.DueAt, due.PostOverdueAt));
        Assert.Equal((1, true, null, Noon.AddHours(9)), (due.Cycle, due.IsByHand, due.PolicyMark, due.NextAt));
    }

    [Theory]
    [InlineData(0.5, 10.0, 1)]
    [InlineData(3.5, 10.0, 2)]
    [InlineData(4.5, 10.0, 2)]
    [InlineData(4.5, 2.0, 1)]
    public void A_date_that_is_moved_into_the_future_after_a_stage_has_fired_begins_a_new_cycle(double at, double to, int cycle)
    {
        var fired = FiredAt(Opened, at);
        var due = DueChange.SetByHand(fired, Noon.AddHours(to), Policy, NoPauses, Noon.AddHours(at));
        Assert.Equal((cycle, Noon.AddHours(to)), (due.Cycle, due.DueAt));
        Assert.Equal(cycle == 2 || at < 4 ? (0, false) : (2, true), (cycle == 1 && at < 3 ? 0 : due.StageReached, due.IsOverdue));
        Assert.Equal(cycle == 2 ? Noon.AddHours(to - 1) : due.NextAt, due.NextAt);
    }

    [Fact]
    public void Taking_the_date_away_takes_all_stages_away_and_a_later_date_begins_a_new_cycle()
    {
        var none = DueChange.SetByHand(FiredAt(Opened, 5), null, Policy, NoPauses, Noon.AddHours(5));
        Assert.Equal((null, null, null, null), (none.PreOverdueAt, none.DueAt, none.PostOverdueAt, none.NextAt));
        Assert.Equal((1, false), (none.Cycle, none.IsOverdue));
        var again = DueChange.SetByHand(none, Noon.AddHours(9), Policy, NoPauses, Noon.AddHours(6));
        Assert.Equal((2, Noon.AddHours(8)), (again.Cycle, again.NextAt));
    }

    [Fact]
    public void Without_a_policy_only_due_exists()
    {
        var due = DueChange.SetByHand(DueOpening.Of(null, Noon, Noon, isOpenedGiven: false), Noon.AddHours(1), null, NoPauses, Noon);
        Assert.Equal((null, Noon.AddHours(1), null, Noon.AddHours(1)), (due.PreOverdueAt, due.DueAt, due.PostOverdueAt, due.NextAt));
    }

    [Fact]
    public void A_date_set_by_hand_is_moved_by_the_pauses_after_it_was_set_each_once()
    {
        Pause[] pauses = [new(Noon, Noon.AddHours(1)), new(Noon.AddHours(3), Noon.AddHours(4)), new(Noon.AddHours(5), Noon.AddHours(7))];
        var set = DueChange.SetByHand(Opened, Noon.AddHours(10), Policy, pauses[..1], Noon.AddHours(2));
        var once = DueChange.Turn(set, Policy, pauses[..2], Noon.AddHours(4));
        var twice = DueChange.Turn(once, Policy, pauses, Noon.AddHours(7));
        Assert.Equal((Noon.AddHours(10), Noon.AddHours(11), Noon.AddHours(13)), (set.DueAt, once.DueAt, twice.DueAt));
    }

    [Theory]
    [InlineData(1.0, 6, 1)]
    [InlineData(3.5, 6, 2)]
    [InlineData(4.5, 6, 2)]
    [InlineData(4.5, 2, 1)]
    public void A_changed_policy_moves_the_dates_and_begins_a_new_cycle_only_into_the_future(double at, int dueAfter, int cycle)
    {
        var due = DueChange.Follow(FiredAt(Opened, at), Of(dueAfter), NoPauses, Noon.AddHours(at));
        Assert.Equal(cycle, due.Cycle);
        Assert.Equal(cycle == 2 || at < 4 ? Noon.AddHours(dueAfter) : Noon.AddHours(4), due.DueAt);
        Assert.Equal(dueAfter, due.PolicyMark);
        Assert.Equal(cycle == 2 || at < 4, !due.IsOverdue);
    }

    [Fact]
    public void A_policy_that_is_taken_away_takes_the_dates_with_it()
    {
        var due = DueChange.Follow(FiredAt(Opened, 5), null, NoPauses, Noon.AddHours(5));
        Assert.Equal((null, null, DuePolicy.NoMark, false), (due.DueAt, due.NextAt, due.PolicyMark, due.IsOverdue));
    }

    private static DuePolicy Of(int dueAfter) => new()
    {
        DueAfter = TimeSpan.FromHours(dueAfter),
        PreOverdueBefore = TimeSpan.FromHours(1),
        PostOverdueAfter = TimeSpan.FromHours(2),
        PauseWhileOpen = true,
        Mark = dueAfter,
    };

    private static CaseDue FiredAt(CaseDue due, double hours) => StageClock.Advance(due, Noon.AddHours(hours)).Due;
}
