using CaseWorker.Processing.DueDates;
using Xunit;
using static CaseWorker.Tests.DueDates.DueCalendars;

namespace CaseWorker.Tests.DueDates;

/// <summary>Worked out by hand. All cases were opened on Monday, 1 June 2026 at nine.</summary>
public sealed class HandSetTableTests
{
    private static readonly DateTimeOffset Opened = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2026, 6, 20, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "2026-06-10T12:00Z", "", "2026-06-10T11:00Z", "2026-06-10T12:00Z", "2026-06-11T12:00Z")]
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "2026-06-06T12:00Z", "", "2026-06-05T16:00Z", "2026-06-06T12:00Z", "2026-06-08T17:00Z")]
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "2026-06-08T09:00Z", "", "2026-06-05T16:00Z", "2026-06-08T09:00Z", "2026-06-08T17:00Z")]
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "2026-06-08T17:00Z", "", "2026-06-08T16:00Z", "2026-06-08T17:00Z", "2026-06-09T17:00Z")]
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "2026-05-29T10:00Z", "", "2026-05-29T09:00Z", "2026-05-29T10:00Z", "2026-06-01T10:00Z")]
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "2026-06-10T12:00:00.0009Z", "", "2026-06-10T11:00Z", "2026-06-10T12:00Z", "2026-06-11T12:00Z")]
    [InlineData("elapsed", "2026-06-01T10:00Z", "2026-06-06T12:00Z", "", "2026-06-06T11:00Z", "2026-06-06T12:00Z", "2026-06-06T20:00Z")]
    [InlineData("cph 0-8", "2026-06-01T10:00Z", "2026-10-25T08:00+01:00", "", "2026-10-25T07:00+01:00", "2026-10-25T08:00+01:00", "2026-10-26T08:00+01:00")]
    [InlineData("cph 0-8", "2026-06-01T10:00Z", "2027-03-28T00:30+01:00", "", "2027-03-27T07:30+01:00", "2027-03-28T00:30+01:00", "2027-03-29T01:30+02:00")]

    // Pauses count from when the date was set.
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "2026-06-10T12:00Z", "2026-06-01T09:30Z/2026-06-01T09:45Z", "2026-06-10T11:00Z", "2026-06-10T12:00Z", "2026-06-11T12:00Z")]
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "2026-06-10T12:00Z", "2026-06-02T10:00Z/2026-06-02T12:00Z", "2026-06-10T13:00Z", "2026-06-10T14:00Z", "2026-06-11T14:00Z")]
    [InlineData("utc 9-5", "2026-06-02T11:00Z", "2026-06-10T12:00Z", "2026-06-02T10:00Z/2026-06-02T12:00Z", "2026-06-10T12:00Z", "2026-06-10T13:00Z", "2026-06-11T13:00Z")]
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "2026-06-06T12:00Z", "2026-06-06T10:00Z/2026-06-07T10:00Z", "2026-06-05T16:00Z", "2026-06-06T12:00Z", "2026-06-08T17:00Z")]
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "2026-06-06T12:00Z", "2026-06-06T10:00Z/2026-06-08T10:00Z", "2026-06-05T16:00Z", "2026-06-08T10:00Z", "2026-06-09T10:00Z")]
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "2026-06-10T12:00Z", "2026-06-10T12:00Z/2026-06-10T14:00Z", "2026-06-10T11:00Z", "2026-06-10T12:00Z", "2026-06-11T14:00Z")]
    [InlineData("elapsed", "2026-06-01T10:00Z", "2026-06-06T12:00Z", "2026-06-05T12:00Z/2026-06-06T12:00Z", "2026-06-07T11:00Z", "2026-06-07T12:00Z", "2026-06-07T20:00Z")]
    public void Pre_and_post_move_with_a_date_that_was_set_by_hand(string calendar, string setAt, string dueAt, string pauses, string pre, string due, string post)
    {
        var policy = PlanTableTests.Policy(calendar, "PT4H", "PT1H", "PT8H");
        var plan = DueRule.Plan(policy, Opened, PauseTableTests.Pauses(pauses), new HandSetDue(At(setAt), At(dueAt)), Now);
        Assert.Equal((At(pre), At(due), At(post), null), (plan.Pre, plan.Due, plan.Post, plan.Problem));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("PT0S", null)]
    [InlineData(null, "PT0S")]
    public void A_stage_that_the_policy_lacks_is_not_made_by_hand(string? preBefore, string? postAfter)
    {
        var due = At("2026-06-10T12:00Z");
        var plan = DueRule.Plan(PlanTableTests.Policy("utc 9-5", "PT4H", preBefore, postAfter), Opened, [], new HandSetDue(Opened, due), Now);
        Assert.Equal((preBefore is null ? null : due, due, postAfter is null ? null : due), (plan.Pre, plan.Due, plan.Post));
    }

    [Fact]
    public void Without_a_policy_only_the_date_itself_is_a_stage_and_nothing_moves_it()
    {
        var due = At("2026-06-10T12:00Z");
        var plan = DueRule.Plan(null, Opened, PauseTableTests.Pauses("2026-06-02T10:00Z/2026-06-03T10:00Z"), new HandSetDue(Opened, due), Now);
        Assert.Equal(new DuePlan { Due = due }, plan);
    }

    [Fact]
    public void None_set_by_hand_takes_all_stages_away()
    {
        Assert.Equal(DuePlan.None, DueRule.Plan(PlanTableTests.Policy("utc 9-5", "PT4H", "PT1H", "PT8H"), Opened, [], new HandSetDue(Opened, null), Now));
        Assert.Equal(DuePlan.None, DueRule.Plan(null, Opened, [], new HandSetDue(Opened, null), Now));
    }

    [Fact]
    public void Without_a_policy_and_a_date_there_is_no_stage() => Assert.Equal(DuePlan.None, DueRule.Plan(null, Opened, [], null, Now));
}
