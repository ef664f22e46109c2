using Xunit;
using static CaseWorker.Tests.DueDates.DueCalendars;

namespace CaseWorker.Tests.DueDates;

/// <summary>Worked out by hand.</summary>
public sealed class SubtractionTableTests
{
    [Theory]
    [InlineData("utc 9-5", "2026-06-01T17:00Z", "PT8H", "2026-06-01T09:00Z")]
    [InlineData("utc 9-5", "2026-06-01T17:00Z", "PT8H0.001S", "2026-05-29T16:59:59.999Z")]
    [InlineData("utc 9-5", "2026-06-01T10:00Z", "PT2H", "2026-05-29T16:00Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "PT0.001S", "2026-05-29T16:59:59.999Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00:00.001Z", "PT0.001S", "2026-06-01T09:00Z")]
    [InlineData("utc 9-5", "2026-06-01T17:00:00.001Z", "PT1H", "2026-06-01T16:00Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "PT0S", "2026-06-01T09:00Z")]
    [InlineData("utc 9-5", "2026-06-06T12:00Z", "PT0S", "2026-06-06T12:00Z")]
    [InlineData("utc 9-5", "2026-06-06T12:00Z", "PT1H", "2026-06-05T16:00Z")]
    [InlineData("utc 9-5", "2026-06-06T12:00Z", "PT8H", "2026-06-05T09:00Z")]
    [InlineData("utc 9-5", "2026-06-03T17:00Z", "P1D", "2026-06-01T09:00Z")]
    [InlineData("utc 9-5", "2027-01-01T10:00Z", "PT2H", "2026-12-31T16:00Z")]
    [InlineData("utc 9-5", "2027-12-10T17:00Z", "PT3200H", "2026-06-01T09:00Z")]
    [InlineData("utc 9-5", "2028-03-01T10:00Z", "PT2H", "2028-02-29T16:00Z")]
    [InlineData("utc 9-5 but 29 Feb", "2028-03-01T10:00Z", "PT2H", "2028-02-28T16:00Z")]
    [InlineData("utc monday", "2026-06-08T09:30Z", "PT1H", "2026-06-01T09:30Z")]
    [InlineData("utc three", "2026-06-02T06:30Z", "PT1H", "2026-06-01T23:30Z")]
    [InlineData("utc three", "2026-06-02T00:00Z", "PT2H", "2026-06-01T22:00Z")]
    [InlineData("utc three", "2026-06-02T03:00Z", "PT6H", "2026-06-01T06:00Z")]
    [InlineData("utc all", "2027-01-01T00:00Z", "PT1H", "2026-12-31T23:00Z")]
    [InlineData("elapsed", "2026-03-29T13:00+02:00", "P1D", "2026-03-28T12:00+01:00")]
    [InlineData("cph office", "2026-06-01T13:30+02:00", "PT1H", "2026-06-01T11:30+02:00")]
    [InlineData("cph office", "2026-06-01T14:00+02:00", "PT1H", "2026-06-01T13:00+02:00")]
    [InlineData("cph office", "2026-06-01T13:00+02:00", "PT1H", "2026-06-01T11:00+02:00")]
    [InlineData("cph office", "2026-04-07T09:00+02:00", "PT2H", "2026-04-01T16:00+02:00")]
    [InlineData("cph office", "2026-03-30T09:00+02:00", "PT2H", "2026-03-27T15:00+01:00")]
    [InlineData("cph office", "2026-10-26T09:00+01:00", "PT2H", "2026-10-23T15:00+02:00")]
    [InlineData("cph office", "2027-01-04T09:00+01:00", "PT5H", "2026-12-31T13:00+01:00")]
    [InlineData("cph all", "2026-03-29T13:00+02:00", "P1D", "2026-03-28T12:00+01:00")]
    [InlineData("cph all", "2026-10-25T11:00+01:00", "P1D", "2026-10-24T12:00+02:00")]
    [InlineData("cph 0-8", "2026-03-29T08:00+02:00", "PT7H", "2026-03-29T00:00+01:00")]
    [InlineData("cph 0-8", "2026-03-29T08:00+02:00", "PT8H", "2026-03-28T07:00+01:00")]
    [InlineData("cph 0-8", "2026-10-25T08:00+01:00", "PT9H", "2026-10-25T00:00+02:00")]
    [InlineData("ny 0-8", "2026-11-01T08:00-05:00", "PT9H", "2026-11-01T00:00-04:00")]
    [InlineData("ny 1:30-5", "2026-03-08T03:30-04:00", "PT1H", "2026-03-08T01:30-05:00")]
    [InlineData("lord 0-6", "2026-10-04T06:00+11:00", "PT5H30M", "2026-10-04T00:00+10:30")]
    [InlineData("kolkata", "2026-06-08T11:00+05:30", "PT2H", "2026-06-06T17:00+05:30")]
    [InlineData("apia office", "2011-12-31T10:00+14:00", "PT2H", "2011-12-29T16:00-10:00")]
    public void Subtracting_working_time_leaves_a_person_there_just_enough_of_it(string calendar, string end, string worked, string start) =>
        Assert.Equal(At(start), Of(calendar).Subtract(At(end), Time(worked)));
}
