using CaseWorker.Processing.DueDates;
using Xunit;
using static CaseWorker.Tests.DueDates.DueCalendars;

namespace CaseWorker.Tests.DueDates;

/// <summary>Worked out by hand.</summary>
public sealed class BetweenTableTests
{
    [Theory]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "2026-06-08T09:00Z", "PT40H")]
    [InlineData("utc 9-5", "2026-06-06T00:00Z", "2026-06-08T00:00Z", "PT0S")]
    [InlineData("utc 9-5", "2026-06-01T17:00Z", "2026-06-02T09:00Z", "PT0S")]
    [InlineData("utc 9-5", "2026-06-01T16:59:59.999Z", "2026-06-02T09:00:00.001Z", "PT0.002S")]
    [InlineData("utc 9-5", "2026-06-02T12:00Z", "2026-06-01T12:00Z", "PT0S")]
    [InlineData("utc 9-5", "2026-01-01T00:00Z", "2027-01-01T00:00Z", "PT2088H")]
    [InlineData("utc 9-5", "2026-12-31T16:00Z", "2027-01-01T10:00Z", "PT2H")]
    [InlineData("utc all", "2028-01-01T00:00Z", "2029-01-01T00:00Z", "P366D")]
    [InlineData("utc all", "2026-06-01T00:00Z", "2036-05-29T00:00Z", "P3650D")]
    [InlineData("elapsed", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", "PT23H")]
    [InlineData("cph office", "2026-03-30T00:00+02:00", "2026-04-06T00:00+02:00", "PT24H")]
    [InlineData("cph all", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", "PT23H")]
    [InlineData("cph all", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", "PT25H")]
    [InlineData("cph 0-8", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", "PT7H")]
    [InlineData("cph 0-8", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", "PT9H")]
    [InlineData("cph 2-3", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", "PT0S")]
    [InlineData("cph 2-3", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", "PT2H")]
    [InlineData("ny all", "2026-03-08T00:00-05:00", "2026-03-09T00:00-04:00", "PT23H")]
    [InlineData("ny all", "2026-11-01T00:00-04:00", "2026-11-02T00:00-05:00", "PT25H")]
    [InlineData("lord all", "2026-10-04T00:00+10:30", "2026-10-05T00:00+11:00", "PT23H30M")]
    [InlineData("lord all", "2026-04-05T00:00+11:00", "2026-04-06T00:00+10:30", "PT24H30M")]
    [InlineData("apia all", "2011-12-29T00:00-10:00", "2012-01-01T00:00+14:00", "PT48H")]
    [InlineData("apia office", "2011-12-29T00:00-10:00", "2012-01-01T00:00+14:00", "PT16H")]
    [InlineData("kolkata", "2026-06-01T00:00+05:30", "2026-06-08T00:00+05:30", "PT48H")]
    [InlineData("havana saturday", "2024-11-02T00:00-04:00", "2024-11-04T00:00-05:00", "P1D")]
    public void The_working_time_between_two_instants_is_what_a_person_there_works(string calendar, string from, string to, string worked) =>
        Assert.Equal(Time(worked), Of(calendar).Between(At(from), At(to)));

    [Theory]
    [InlineData("utc 9-5", "2026-06-05T16:00Z", "2026-06-09T09:00Z", "2026-06-05T16:00Z/2026-06-05T17:00Z 2026-06-08T09:00Z/2026-06-08T17:00Z")]
    [InlineData("utc 9-5", "2026-06-06T00:00Z", "2026-06-07T00:00Z", "")]
    [InlineData("utc all", "2026-12-30T12:00Z", "2027-01-02T12:00Z", "2026-12-30T12:00Z/2027-01-02T12:00Z")]
    [InlineData("elapsed", "2026-06-06T00:00Z", "2026-06-07T00:00Z", "2026-06-06T00:00Z/2026-06-07T00:00Z")]
    [InlineData("utc three", "2026-06-01T07:00Z", "2026-06-02T07:00Z", "2026-06-01T07:00Z/2026-06-01T08:00Z 2026-06-01T10:00Z/2026-06-01T12:00Z 2026-06-01T22:00Z/2026-06-02T00:00Z 2026-06-02T06:00Z/2026-06-02T07:00Z")]
    [InlineData("cph 0-8", "2026-10-25T00:00+02:00", "2026-10-25T12:00+01:00", "2026-10-25T00:00+02:00/2026-10-25T08:00+01:00")]
    [InlineData("ny 0-1:30-5", "2026-11-01T00:00-04:00", "2026-11-01T12:00-05:00", "2026-11-01T00:00-04:00/2026-11-01T05:00-05:00")]
    [InlineData("cph 2-3", "2026-03-28T12:00+01:00", "2026-03-30T12:00+02:00", "2026-03-30T02:00+02:00/2026-03-30T03:00+02:00")]
    public void The_segments_between_two_instants_can_be_told(string calendar, string from, string to, string segments)
    {
        var policy = new DuePolicy { DueAfter = TimeSpan.FromHours(1), Calendar = Of(calendar) };
        var expected = segments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('/')).Select(pair => new TimeSegment(At(pair[0]), At(pair[1])));
        Assert.Equal(expected, DueRule.Counted(policy, At(from), At(to), [], At(to)));
    }
}
