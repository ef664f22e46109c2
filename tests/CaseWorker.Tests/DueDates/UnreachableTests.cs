using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.DueDates.Calendars;
using Xunit;
using static CaseWorker.Tests.DueDates.DueCalendars;

namespace CaseWorker.Tests.DueDates;

/// <summary>A date that can't be reached is an answer, not an exception and not an endless search.</summary>
public sealed class UnreachableTests
{
    private static readonly DateTimeOffset Opened = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{ "zone": "UTC" }""", "Calendar test has no working time.")]
    [InlineData("""{ "zone": "UTC", "week": { } }""", "Calendar test has no working time.")]
    [InlineData("""{ "zone": "UTC", "week": { "mon": [], "tue": [] } }""", "Calendar test has no working time.")]
    [InlineData("""{ "zone": "Mars/Olympus", "week": { "mon": ["09:00-10:00"] } }""", "Calendar test is in zone Mars/Olympus, which this version of the program does not know.")]
    public void A_calendar_without_time_gives_no_stage_and_says_why(string calendar, string problem)
    {
        var policy = Policy(Read(calendar), TimeSpan.FromHours(1));
        Assert.Equal(new DuePlan { Problem = problem }, DueRule.Plan(policy, Opened, [], null, Opened));
        Assert.Equal(TimeSpan.Zero, policy.Calendar.Between(Opened, Opened.AddYears(1)));
        Assert.Empty(DueRule.Counted(policy, Opened, Opened.AddYears(1), [], Opened));
    }

    [Fact]
    public void A_date_set_by_hand_holds_in_a_calendar_without_time()
    {
        var due = Opened.AddDays(3);
        var plan = DueRule.Plan(Policy(Read("{ }"), TimeSpan.FromHours(1)), Opened, [], new HandSetDue(Opened, due), Opened);
        Assert.Equal(new DuePlan { Due = due, Problem = "Calendar test has no working time." }, plan);
    }

    [Fact]
    public void Holidays_without_end_are_given_up_after_a_hundred_years()
    {
        var mondays = Enumerable.Range(0, 52 * 102).Select(week => $"\"{Opened.AddDays(7 * week):yyyy-MM-dd}\"");
        var calendar = Read($$"""{ "zone": "UTC", "week": { "mon": ["09:00-17:00"] }, "holidays": [{{string.Join(',', mondays)}}] }""");
        Assert.Equal("Calendar test does not hold so much working time within 100 years.", DueRule.Plan(Policy(calendar, TimeSpan.FromHours(1)), Opened, [], null, Opened).Problem);
        Assert.Null(calendar.Add(Opened, TimeSpan.FromHours(1)));
        Assert.NotNull(calendar.Subtract(Opened, TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(102, false)]
    public void A_count_leads_a_hundred_years_far(int years, bool isReached) =>
        Assert.Equal(isReached, Of("utc monday").Add(Opened, TimeSpan.FromHours(52 * years)) is not null);

    [Theory]
    [InlineData("elapsed")]
    [InlineData("utc 9-5")]
    [InlineData("apia all")]
    public void The_ends_of_time_are_no_exception(string calendar)
    {
        var policy = Policy(Of(calendar), TimeSpan.FromDays(3650));
        var last = DueRule.Plan(policy, Opened, [], new HandSetDue(Opened, DateTimeOffset.MaxValue), Opened);
        Assert.Equal(253_402_300_799_999, last.Due!.Value.ToUnixTimeMilliseconds());
        Assert.Null(last.Post);
        Assert.NotNull(last.Problem);
        var first = DueRule.Plan(policy, Opened, [], new HandSetDue(Opened, DateTimeOffset.MinValue), Opened);
        Assert.Equal((null, DateTimeOffset.MinValue), (first.Pre, first.Due));
        Assert.Null(DueRule.Plan(policy, DateTimeOffset.MaxValue, [], null, Opened).Due);
        Assert.True(Of(calendar).Between(DateTimeOffset.MaxValue.AddDays(-1), DateTimeOffset.MaxValue) >= TimeSpan.Zero);
    }

    [Fact]
    public void Less_than_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkingCalendar.Elapsed.Add(Opened, TimeSpan.FromTicks(-1)));

    private static DuePolicy Policy(WorkingCalendar calendar, TimeSpan time) => new() { DueAfter = time, PreOverdueBefore = time, PostOverdueAfter = time, Calendar = calendar };
}
