using CaseWorker.Processing.DueDates;
using Xunit;
using static CaseWorker.Tests.DueDates.DueCalendars;

namespace CaseWorker.Tests.DueDates;

/// <summary>Worked out by hand. Pauses are written from/to; one without an end goes on, and now is 1 June, noon.</summary>
public sealed class PauseTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]

    // Opened on Monday at nine with a day to go: warned at 16:00, due at 17:00, post on Tuesday at 17:00.
    [InlineData("2026-06-01T09:00Z", "", "2026-06-01T16:00Z", "2026-06-01T17:00Z", "2026-06-02T17:00Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T10:00Z/2026-06-01T11:00Z", "2026-06-02T09:00Z", "2026-06-02T10:00Z", "2026-06-03T10:00Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T10:00Z/2026-06-01T10:00Z", "2026-06-01T16:00Z", "2026-06-01T17:00Z", "2026-06-02T17:00Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T11:00Z/2026-06-01T10:00Z", "2026-06-01T16:00Z", "2026-06-01T17:00Z", "2026-06-02T17:00Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T08:00Z/2026-06-01T10:00Z", "2026-06-02T09:00Z", "2026-06-02T10:00Z", "2026-06-03T10:00Z")]

    // Several: in any order, overlapping, one that counts only because of the one before.
    [InlineData("2026-06-01T09:00Z", "2026-06-01T14:00Z/2026-06-01T15:00Z 2026-06-01T10:00Z/2026-06-01T11:00Z", "2026-06-02T10:00Z", "2026-06-02T11:00Z", "2026-06-03T11:00Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T10:00Z/2026-06-01T12:00Z 2026-06-01T11:00Z/2026-06-01T13:00Z", "2026-06-02T11:00Z", "2026-06-02T12:00Z", "2026-06-03T12:00Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T16:00Z/2026-06-01T17:00Z 2026-06-02T09:30Z/2026-06-02T10:30Z", "2026-06-02T09:00Z", "2026-06-02T11:00Z", "2026-06-03T11:00Z")]

    // Across nights, weekends, a year.
    [InlineData("2026-06-05T09:00Z", "2026-06-05T15:00Z/2026-06-08T11:00Z", "2026-06-08T12:00Z", "2026-06-08T13:00Z", "2026-06-09T13:00Z")]
    [InlineData("2026-06-05T13:00Z", "2026-06-05T17:00Z/2026-06-08T09:00Z", "2026-06-08T12:00Z", "2026-06-08T13:00Z", "2026-06-09T13:00Z")]
    [InlineData("2026-06-05T09:00Z", "2026-06-06T00:00Z/2026-06-07T00:00Z", "2026-06-05T16:00Z", "2026-06-05T17:00Z", "2026-06-08T17:00Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T10:00Z/2027-06-01T10:00Z", "2027-06-01T16:00Z", "2027-06-01T17:00Z", "2027-06-02T17:00Z")]

    // Stages that were reached before the pause stay where they were; one that is reached as the pause begins: the warning moves, the due date does not.
    [InlineData("2026-06-01T09:00Z", "2026-06-01T16:30Z/2026-06-02T09:30Z", "2026-06-01T16:00Z", "2026-06-02T10:00Z", "2026-06-03T10:00Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T16:00:00.001Z/2026-06-01T16:30:00.001Z", "2026-06-01T16:00Z", "2026-06-02T09:30Z", "2026-06-03T09:30Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T16:00Z/2026-06-01T16:30Z", "2026-06-01T16:30Z", "2026-06-02T09:30Z", "2026-06-03T09:30Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T16:59:59.999Z/2026-06-02T17:00Z", "2026-06-01T16:00Z", "2026-06-03T09:00:00.001Z", "2026-06-04T09:00:00.001Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T17:00Z/2026-06-02T17:00Z", "2026-06-01T16:00Z", "2026-06-01T17:00Z", "2026-06-03T17:00Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-02T10:00Z/2026-06-02T12:00Z", "2026-06-01T16:00Z", "2026-06-01T17:00Z", "2026-06-03T11:00Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-02T17:00Z/2026-06-09T12:00Z", "2026-06-01T16:00Z", "2026-06-01T17:00Z", "2026-06-02T17:00Z")]

    // One that goes on, until now.
    [InlineData("2026-06-01T09:00Z", "2026-06-01T10:00Z/", "2026-06-02T10:00Z", "2026-06-02T11:00Z", "2026-06-03T11:00Z")]
    [InlineData("2026-05-29T09:00Z", "2026-05-29T16:30Z/", "2026-05-29T16:00Z", "2026-06-01T12:30Z", "2026-06-02T12:30Z")]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T13:00Z/", "2026-06-01T16:00Z", "2026-06-01T17:00Z", "2026-06-02T17:00Z")]
    public void A_pause_moves_what_lies_after_its_beginning_by_its_working_time(string opened, string pauses, string pre, string due, string post) =>
        AssertPlan(PlanTableTests.Policy("utc 9-5", "PT8H", "PT1H", "PT8H"), opened, pauses, pre, due, post);

    [Theory]
    [InlineData("elapsed", "PT4H", "PT1H", "P1D", "2026-06-01T09:00Z", "2026-06-01T10:00Z/2026-06-01T12:00Z", "2026-06-01T14:00Z", "2026-06-01T15:00Z", "2026-06-02T15:00Z")]
    [InlineData("elapsed", "PT4H", "PT1H", "P1D", "2026-06-05T15:00Z", "2026-06-05T16:00Z/2026-06-08T08:00Z", "2026-06-08T10:00Z", "2026-06-08T11:00Z", "2026-06-09T11:00Z")]
    [InlineData("elapsed", "PT4H", "PT1H", "P1D", "2026-03-28T10:00+01:00", "2026-03-28T12:00+01:00/2026-03-29T12:00+02:00", "2026-03-29T13:00+02:00", "2026-03-29T14:00+02:00", "2026-03-30T14:00+02:00")]
    [InlineData("elapsed", "PT4H", "PT0S", "PT0S", "2026-06-01T09:00Z", "2026-06-01T10:00Z/2026-06-01T12:00Z", "2026-06-01T15:00Z", "2026-06-01T15:00Z", "2026-06-01T15:00Z")]
    [InlineData("cph office", "PT4H", "PT1H", "PT1H", "2026-06-01T08:00+02:00", "2026-06-01T11:00+02:00/2026-06-01T14:00+02:00", "2026-06-01T14:00+02:00", "2026-06-01T15:00+02:00", "2026-06-01T16:00+02:00")]
    [InlineData("cph office", "PT4H", "PT1H", "PT1H", "2026-06-01T08:00+02:00", "2026-06-01T12:00+02:00/2026-06-01T13:00+02:00", "2026-06-01T11:00+02:00", "2026-06-01T12:00+02:00", "2026-06-01T14:00+02:00")]
    [InlineData("cph office", "PT8H", "PT1H", "PT1H", "2026-04-01T08:00+02:00", "2026-04-01T16:00+02:00/2026-04-07T09:00+02:00", "2026-04-07T09:00+02:00", "2026-04-07T10:00+02:00", "2026-04-07T11:00+02:00")]
    [InlineData("cph 0-8", "PT9H", "PT1H", "PT1H", "2026-10-24T23:00+02:00", "2026-10-25T02:00+02:00/2026-10-25T02:00+01:00", "2026-10-26T00:00+01:00", "2026-10-26T01:00+01:00", "2026-10-26T02:00+01:00")]
    [InlineData("cph 0-8", "PT7H", "PT1H", "PT1H", "2026-03-28T23:00+01:00", "2026-03-29T01:00+01:00/2026-03-29T04:00+02:00", "2026-03-30T01:00+02:00", "2026-03-30T02:00+02:00", "2026-03-30T03:00+02:00")]
    [InlineData("apia office", "PT8H", "PT1H", "PT1H", "2011-12-29T09:00-10:00", "2011-12-29T16:00-10:00/2011-12-31T10:00+14:00", "2011-12-31T10:00+14:00", "2011-12-31T11:00+14:00", "2011-12-31T12:00+14:00")]
    public void So_it_does_in_other_offices(string calendar, string dueAfter, string preBefore, string postAfter, string opened, string pauses, string pre, string due, string post) =>
        AssertPlan(PlanTableTests.Policy(calendar, dueAfter, preBefore, postAfter), opened, pauses, pre, due, post);

    [Theory]
    [InlineData("2026-06-01T10:00Z/2026-06-01T11:00Z")]
    [InlineData("2026-06-01T10:00Z/")]
    public void A_policy_that_does_not_pause_goes_on_counting(string pauses) =>
        AssertPlan(PlanTableTests.Policy("utc 9-5", "PT8H", "PT1H", "PT8H") with { PauseWhileOpen = false }, "2026-06-01T09:00Z", pauses, "2026-06-01T16:00Z", "2026-06-01T17:00Z", "2026-06-02T17:00Z");

    [Theory]
    [InlineData("2026-06-05T15:00Z/2026-06-08T11:00Z", "2026-06-05T09:00Z/2026-06-05T15:00Z 2026-06-08T11:00Z/2026-06-08T13:00Z")]
    [InlineData("2026-06-05T10:00Z/2026-06-05T11:00Z 2026-06-05T13:00Z/2026-06-05T14:00Z", "2026-06-05T09:00Z/2026-06-05T10:00Z 2026-06-05T11:00Z/2026-06-05T13:00Z 2026-06-05T14:00Z/2026-06-05T17:00Z 2026-06-08T09:00Z/2026-06-08T13:00Z")]
    [InlineData("2026-06-04T00:00Z/2026-06-09T00:00Z", "")]
    public void The_counted_segments_leave_the_pauses_out(string pauses, string counted)
    {
        var policy = PlanTableTests.Policy("utc 9-5", "PT8H", null, null);
        var expected = counted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('/')).Select(pair => new TimeSegment(At(pair[0]), At(pair[1])));
        Assert.Equal(expected, DueRule.Counted(policy, At("2026-06-05T09:00Z"), At("2026-06-08T13:00Z"), Pauses(pauses), At("2026-06-08T13:00Z")));
    }

    private static void AssertPlan(DuePolicy policy, string opened, string pauses, string pre, string due, string post)
    {
        var plan = DueRule.Plan(policy, At(opened), Pauses(pauses), null, Now);
        Assert.Equal((At(pre), At(due), At(post)), (plan.Pre, plan.Due, plan.Post));
    }

    internal static List<Pause> Pauses(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pause => pause.Split('/')).Select(pair => new Pause(At(pair[0]), pair[1].Length == 0 ? null : At(pair[1])))];
}
