using CaseWorker.Processing.DueDates;
using Xunit;
using static CaseWorker.Tests.DueDates.DueCalendars;

namespace CaseWorker.Tests.DueDates;

/// <summary>Worked out by hand.</summary>
public sealed class PlanTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]

    // Elapsed time, missing and zero offsets, a warning that is longer than the promise.
    [InlineData("elapsed", "2026-06-01T09:00Z", "PT4H", "PT1H", "P1D", "2026-06-01T12:00Z", "2026-06-01T13:00Z", "2026-06-02T13:00Z")]
    [InlineData("elapsed", "2026-06-01T09:00Z", "PT4H", null, "P1D", null, "2026-06-01T13:00Z", "2026-06-02T13:00Z")]
    [InlineData("elapsed", "2026-06-01T09:00Z", "PT4H", "PT1H", null, "2026-06-01T12:00Z", "2026-06-01T13:00Z", null)]
    [InlineData("elapsed", "2026-06-01T09:00Z", "PT4H", null, null, null, "2026-06-01T13:00Z", null)]
    [InlineData("elapsed", "2026-06-01T09:00Z", "PT4H", "PT0S", "PT0S", "2026-06-01T13:00Z", "2026-06-01T13:00Z", "2026-06-01T13:00Z")]
    [InlineData("elapsed", "2026-06-01T09:00Z", "PT0S", "PT0S", "PT0S", "2026-06-01T09:00Z", "2026-06-01T09:00Z", "2026-06-01T09:00Z")]
    [InlineData("elapsed", "2026-06-01T09:00Z", "PT1H", "PT4H", "PT1H", "2026-06-01T06:00Z", "2026-06-01T10:00Z", "2026-06-01T11:00Z")]
    [InlineData("elapsed", "2026-06-01T09:00Z", "PT1H", "PT1H", "PT1H", "2026-06-01T09:00Z", "2026-06-01T10:00Z", "2026-06-01T11:00Z")]
    [InlineData("elapsed", "2026-06-01T09:00:00.0019Z", "PT0.5S", null, null, null, "2026-06-01T09:00:00.501Z", null)]
    [InlineData("elapsed", "2028-02-28T12:00Z", "P1D", "PT12H", "P1D", "2028-02-29T00:00Z", "2028-02-29T12:00Z", "2028-03-01T12:00Z")]

    // Working time. A warning comes when somebody is there.
    [InlineData("utc 9-5", "2026-06-05T16:00Z", "PT2H", "PT1H", "PT8H", "2026-06-08T09:00Z", "2026-06-08T10:00Z", "2026-06-09T10:00Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "PT8H", "PT8H", "P1D", "2026-06-01T09:00Z", "2026-06-01T17:00Z", "2026-06-04T17:00Z")]
    [InlineData("utc 9-5", "2026-06-06T12:00Z", "PT8H", "PT4H", "PT8H", "2026-06-08T13:00Z", "2026-06-08T17:00Z", "2026-06-09T17:00Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "PT1H", "PT2H", "PT1H", "2026-05-29T16:00Z", "2026-06-01T10:00Z", "2026-06-01T11:00Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "PT8H", "PT0S", "PT0S", "2026-06-01T17:00Z", "2026-06-01T17:00Z", "2026-06-01T17:00Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "PT8H", null, null, null, "2026-06-01T17:00Z", null)]
    [InlineData("utc 9-5", "2026-06-06T12:00Z", "PT0S", "PT1H", "PT1H", "2026-06-05T16:00Z", "2026-06-06T12:00Z", "2026-06-08T10:00Z")]
    [InlineData("utc 9-5", "2026-06-01T16:59:59.999Z", "PT0.001S", "PT0.001S", "PT0.001S", "2026-06-01T16:59:59.999Z", "2026-06-01T17:00Z", "2026-06-02T09:00:00.001Z")]

    // With a fraction of a millisecond the case would otherwise be due in the morning, and after a recount in the evening.
    [InlineData("utc 9-5", "2026-06-01T16:59:59.9995Z", "PT0.001S", null, null, null, "2026-06-01T17:00Z", null)]
    [InlineData("cph office", "2026-12-24T10:00+01:00", "PT8H", "PT1H", "PT8H", "2026-12-28T16:00+01:00", "2026-12-28T17:00+01:00", "2026-12-29T17:00+01:00")]
    [InlineData("cph office", "2026-03-27T15:00+01:00", "PT8H", "PT2H", "P1D", "2026-03-30T14:00+02:00", "2026-03-30T16:00+02:00", "2026-04-07T16:00+02:00")]
    [InlineData("cph office", "2026-06-01T10:00+02:00", "PT4H", "PT3H", "PT3H", "2026-06-01T11:00+02:00", "2026-06-01T15:00+02:00", "2026-06-02T09:00+02:00")]
    [InlineData("cph 0-8", "2026-10-24T20:00+02:00", "PT9H", "PT1H", "PT1H", "2026-10-25T07:00+01:00", "2026-10-25T08:00+01:00", "2026-10-26T01:00+01:00")]
    [InlineData("cph 0-8", "2026-03-28T20:00+01:00", "PT8H", "PT2H", "PT8H", "2026-03-29T07:00+02:00", "2026-03-30T01:00+02:00", "2026-03-31T01:00+02:00")]
    [InlineData("ny 0-8", "2026-10-31T20:00-04:00", "PT9H", "PT8H", "PT1H", "2026-11-01T01:00-04:00", "2026-11-01T08:00-05:00", "2026-11-02T01:00-05:00")]
    [InlineData("ny office", "2026-11-25T16:30-05:00", "PT1H", "PT30M", "PT8H", "2026-11-27T09:00-05:00", "2026-11-27T09:30-05:00", "2026-11-30T09:30-05:00")]
    [InlineData("lord 0-6", "2026-04-04T12:00+11:00", "PT6H30M", "PT5H", "PT30M", "2026-04-05T01:30+11:00", "2026-04-05T06:00+10:30", "2026-04-06T00:30+10:30")]
    [InlineData("kolkata", "2026-06-06T18:00+05:30", "PT4H", "PT4H", "PT4H", "2026-06-08T10:00+05:30", "2026-06-08T14:00+05:30", "2026-06-08T18:00+05:30")]
    [InlineData("apia office", "2011-12-29T13:00-10:00", "PT8H", "PT5H", "PT8H", "2011-12-29T16:00-10:00", "2011-12-31T13:00+14:00", "2012-01-02T13:00+14:00")]
    [InlineData("utc 9-5 but 29 Feb", "2028-02-28T13:00Z", "PT8H", "PT6H", "PT4H", "2028-02-28T15:00Z", "2028-03-01T13:00Z", "2028-03-01T17:00Z")]
    public void Stages_lie_where_the_policy_puts_them(string calendar, string opened, string dueAfter, string? preBefore, string? postAfter, string? pre, string due, string? post)
    {
        var policy = Policy(calendar, dueAfter, preBefore, postAfter);
        var plan = DueRule.Plan(policy, At(opened), [], null, Now);
        Assert.Equal((AtOrNone(pre), At(due), AtOrNone(post), null), (plan.Pre, plan.Due, plan.Post, plan.Problem));
    }

    /// <summary>A policy that pauses.</summary>
    internal static DuePolicy Policy(string calendar, string dueAfter, string? preBefore, string? postAfter) => new()
    {
        DueAfter = Time(dueAfter),
        PreOverdueBefore = preBefore is null ? null : Time(preBefore),
        PostOverdueAfter = postAfter is null ? null : Time(postAfter),
        PauseWhileOpen = true,
        Calendar = Of(calendar),
    };
}
