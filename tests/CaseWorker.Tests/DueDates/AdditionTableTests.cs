using Xunit;
using static CaseWorker.Tests.DueDates.DueCalendars;

namespace CaseWorker.Tests.DueDates;

/// <summary>Worked out by hand: from the hours on the door and the clock on the wall.</summary>
public sealed class AdditionTableTests
{
    [Theory]

    // Weeks of June 2026 begin on Monday 1, 8, 15. The boundaries of a day.
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "PT8H", "2026-06-01T17:00Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "PT8H0.001S", "2026-06-02T09:00:00.001Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "PT0.001S", "2026-06-01T09:00:00.001Z")]
    [InlineData("utc 9-5", "2026-06-01T08:59:59.999Z", "PT1H", "2026-06-01T10:00Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00:00.001Z", "PT8H", "2026-06-02T09:00:00.001Z")]
    [InlineData("utc 9-5", "2026-06-01T16:59:59.999Z", "PT0.001S", "2026-06-01T17:00Z")]
    [InlineData("utc 9-5", "2026-06-01T16:59:59.999Z", "PT0.002S", "2026-06-02T09:00:00.001Z")]
    [InlineData("utc 9-5", "2026-06-01T17:00Z", "PT0.001S", "2026-06-02T09:00:00.001Z")]
    [InlineData("utc 9-5", "2026-06-01T17:00:00.001Z", "PT1H", "2026-06-02T10:00Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00:00.0009999Z", "PT1H", "2026-06-01T10:00Z")]

    // Outside hours, weekends, a day of 24 working hours.
    [InlineData("utc 9-5", "2026-06-01T03:00Z", "PT1H", "2026-06-01T10:00Z")]
    [InlineData("utc 9-5", "2026-06-05T16:00Z", "PT2H", "2026-06-08T10:00Z")]
    [InlineData("utc 9-5", "2026-06-06T12:00Z", "PT1H", "2026-06-08T10:00Z")]
    [InlineData("utc 9-5", "2026-06-07T23:59:59.999Z", "PT8H", "2026-06-08T17:00Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "P1D", "2026-06-03T17:00Z")]
    [InlineData("utc 9-5", "2026-06-05T16:00Z", "P1D", "2026-06-10T16:00Z")]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "P5D", "2026-06-19T17:00Z")]
    [InlineData("utc 9-5", "2026-06-01T11:00+02:00", "PT8H", "2026-06-01T17:00Z")]

    // Nothing moves nothing, open or closed.
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "PT0S", "2026-06-01T09:00Z")]
    [InlineData("utc 9-5", "2026-06-01T17:00Z", "PT0S", "2026-06-01T17:00Z")]
    [InlineData("utc 9-5", "2026-06-06T12:00Z", "PT0S", "2026-06-06T12:00Z")]
    [InlineData("elapsed", "2026-06-06T12:00Z", "PT0S", "2026-06-06T12:00Z")]

    // The turn of the year, and long times: 400 days of 8 hours are 80 weeks, 3650 days are ten years without three 29 Februaries.
    [InlineData("utc 9-5", "2026-12-31T16:00Z", "PT2H", "2027-01-01T10:00Z")]
    [InlineData("utc all", "2026-12-31T23:00Z", "PT2H", "2027-01-01T01:00Z")]
    [InlineData("utc all", "2026-12-31T23:00Z", "PT1H", "2027-01-01T00:00Z")]
    [InlineData("ny all", "2026-12-31T18:00-05:00", "PT4H", "2026-12-31T22:00-05:00")]
    [InlineData("ny all", "2026-12-31T22:00-05:00", "PT4H", "2027-01-01T02:00-05:00")]
    [InlineData("apia all", "2026-12-31T22:00+13:00", "PT4H", "2027-01-01T02:00+13:00")]
    [InlineData("apia all", "2027-01-01T10:00+13:00", "PT4H", "2027-01-01T14:00+13:00")]
    [InlineData("utc 9-5", "2026-06-01T09:00Z", "PT3200H", "2027-12-10T17:00Z")]
    [InlineData("utc all", "2026-06-01T00:00Z", "P3650D", "2036-05-29T00:00Z")]
    [InlineData("elapsed", "2026-06-01T00:00Z", "P3650D", "2036-05-29T00:00Z")]
    [InlineData("utc monday", "2026-06-01T09:30Z", "PT1H", "2026-06-08T09:30Z")]
    [InlineData("utc monday", "2026-06-02T00:00Z", "PT1H", "2026-06-08T10:00Z")]
    [InlineData("utc monday", "2026-06-01T09:00Z", "PT52H", "2027-05-24T10:00Z")]

    // Several segments a day; midnight ends one day and begins the next.
    [InlineData("utc three", "2026-06-01T00:00Z", "PT2H", "2026-06-01T08:00Z")]
    [InlineData("utc three", "2026-06-01T07:00Z", "PT1H", "2026-06-01T08:00Z")]
    [InlineData("utc three", "2026-06-01T07:00Z", "PT1H1M", "2026-06-01T10:01Z")]
    [InlineData("utc three", "2026-06-01T06:00Z", "PT6H", "2026-06-02T00:00Z")]
    [InlineData("utc three", "2026-06-01T06:00Z", "PT6H0.001S", "2026-06-02T06:00:00.001Z")]
    [InlineData("utc three", "2026-06-01T23:30Z", "PT1H", "2026-06-02T06:30Z")]
    [InlineData("utc all but 1 May", "2026-04-30T23:00Z", "PT2H", "2026-05-02T01:00Z")]
    [InlineData("utc all but 1 May", "2026-04-30T00:00Z", "P1D", "2026-05-01T00:00Z")]
    [InlineData("utc all but 1 May", "2026-05-01T12:00Z", "PT0.001S", "2026-05-02T00:00:00.001Z")]
    [InlineData("cph office", "2026-06-01T11:30+02:00", "PT1H", "2026-06-01T13:30+02:00")]
    [InlineData("cph office", "2026-06-01T12:00+02:00", "PT1H", "2026-06-01T14:00+02:00")]
    [InlineData("cph office", "2026-06-01T12:30+02:00", "PT1H", "2026-06-01T14:00+02:00")]
    [InlineData("cph office", "2026-06-01T08:00+02:00", "PT4H", "2026-06-01T12:00+02:00")]
    [InlineData("cph office", "2026-06-01T08:00+02:00", "PT4H0.001S", "2026-06-01T13:00:00.001+02:00")]
    [InlineData("cph office", "2026-06-01T08:00+02:00", "PT8H", "2026-06-01T17:00+02:00")]
    [InlineData("cph office", "2026-06-05T15:59:59.999+02:00", "PT0.002S", "2026-06-08T08:00:00.001+02:00")]
    [InlineData("cph office", "2026-06-05T16:00+02:00", "PT1M", "2026-06-08T08:01+02:00")]
    [InlineData("cph office", "2026-06-05T15:30+02:00", "PT1H", "2026-06-08T08:30+02:00")]
    [InlineData("cph office", "2026-06-01T08:00+02:00", "PT39H", "2026-06-05T16:00+02:00")]
    [InlineData("cph office", "2026-06-01T08:00+02:00", "PT40H", "2026-06-08T09:00+02:00")]

    // Holidays: Easter (2, 3 and 6 April), Christmas (24 and 25 December before a weekend), New Year, Thanksgiving, Independence Day.
    [InlineData("cph office", "2026-04-01T16:00+02:00", "PT2H", "2026-04-07T09:00+02:00")]
    [InlineData("cph office", "2026-04-03T10:00+02:00", "PT4H", "2026-04-07T12:00+02:00")]
    [InlineData("cph office", "2026-12-23T16:30+01:00", "PT1H", "2026-12-28T08:30+01:00")]
    [InlineData("cph office", "2026-12-31T13:00+01:00", "PT5H", "2027-01-04T09:00+01:00")]
    [InlineData("ny office", "2026-11-25T16:00-05:00", "PT2H", "2026-11-27T10:00-05:00")]
    [InlineData("ny office", "2026-07-02T16:00-04:00", "PT2H", "2026-07-06T10:00-04:00")]

    // Weekends in which the clocks are changed.
    [InlineData("cph office", "2026-03-27T15:00+01:00", "PT2H", "2026-03-30T09:00+02:00")]
    [InlineData("cph office", "2026-03-26T08:00+01:00", "P1D", "2026-03-31T09:00+02:00")]
    [InlineData("cph office", "2026-10-23T15:00+02:00", "PT2H", "2026-10-26T09:00+01:00")]
    [InlineData("ny office", "2026-03-06T16:00-05:00", "PT2H", "2026-03-09T10:00-04:00")]
    [InlineData("ny office", "2026-10-30T16:00-04:00", "PT2H", "2026-11-02T10:00-05:00")]

    // Copenhagen's day of 23 hours, 29 March: 02:00 to 03:00 does not exist.
    [InlineData("elapsed", "2026-03-28T12:00+01:00", "P1D", "2026-03-29T13:00+02:00")]
    [InlineData("cph all", "2026-03-28T12:00+01:00", "P1D", "2026-03-29T13:00+02:00")]
    [InlineData("cph all", "2026-03-29T01:59:59.999+01:00", "PT0.001S", "2026-03-29T03:00+02:00")]
    [InlineData("cph all", "2026-03-29T00:00+01:00", "PT23H", "2026-03-30T00:00+02:00")]
    [InlineData("cph 0-8", "2026-03-29T00:00+01:00", "PT7H", "2026-03-29T08:00+02:00")]
    [InlineData("cph 0-8", "2026-03-29T00:00+01:00", "PT8H", "2026-03-30T01:00+02:00")]
    [InlineData("cph 0-8", "2026-03-28T00:00+01:00", "PT16H", "2026-03-30T01:00+02:00")]
    [InlineData("cph 2-3", "2026-03-28T02:30+01:00", "PT1H", "2026-03-30T02:30+02:00")]
    [InlineData("cph 2:30-6", "2026-03-29T00:00+01:00", "PT1H", "2026-03-29T04:00+02:00")]
    [InlineData("cph 2:30-6", "2026-03-29T00:00+01:00", "PT3H", "2026-03-29T06:00+02:00")]
    [InlineData("cph 2:30-6", "2026-03-29T00:00+01:00", "PT3H1M", "2026-03-30T02:31+02:00")]
    [InlineData("cph 0-2:30", "2026-03-29T00:00+01:00", "PT2H", "2026-03-29T03:00+02:00")]
    [InlineData("cph 0-2:30", "2026-03-29T00:00+01:00", "PT2H30M", "2026-03-30T00:30+02:00")]

    // Copenhagen's day of 25 hours, 25 October: 02:00 to 03:00 comes twice.
    [InlineData("elapsed", "2026-10-24T12:00+02:00", "P1D", "2026-10-25T11:00+01:00")]
    [InlineData("cph all", "2026-10-24T12:00+02:00", "P1D", "2026-10-25T11:00+01:00")]
    [InlineData("cph all", "2026-10-25T02:30+02:00", "PT1H", "2026-10-25T02:30+01:00")]
    [InlineData("cph all", "2026-10-25T00:00+02:00", "PT25H", "2026-10-26T00:00+01:00")]
    [InlineData("cph 0-8", "2026-10-25T00:00+02:00", "PT8H", "2026-10-25T07:00+01:00")]
    [InlineData("cph 0-8", "2026-10-25T00:00+02:00", "PT9H", "2026-10-25T08:00+01:00")]
    [InlineData("cph 2-3", "2026-10-24T02:30+02:00", "PT1H", "2026-10-25T02:30+02:00")]
    [InlineData("cph 2-3", "2026-10-25T02:00+02:00", "PT2H", "2026-10-25T03:00+01:00")]
    [InlineData("cph 2-3", "2026-10-25T02:00+02:00", "PT2H0.001S", "2026-10-26T02:00:00.001+01:00")]
    [InlineData("cph 2:30-6", "2026-10-25T00:00+02:00", "PT4H30M", "2026-10-25T06:00+01:00")]
    [InlineData("cph 0-2:30", "2026-10-25T00:00+02:00", "PT3H30M", "2026-10-25T02:30+01:00")]

    // New York: 8 March without 02:00 to 03:00, 1 November with 01:00 to 02:00 twice. Havana: 3 November 2024 with 00:00 to 01:00 twice.
    [InlineData("ny all", "2026-03-07T12:00-05:00", "P1D", "2026-03-08T13:00-04:00")]
    [InlineData("ny 0-8", "2026-03-08T00:00-05:00", "PT7H", "2026-03-08T08:00-04:00")]
    [InlineData("ny 1:30-5", "2026-03-08T00:00-05:00", "PT1H", "2026-03-08T03:30-04:00")]
    [InlineData("ny all", "2026-10-31T12:00-04:00", "P1D", "2026-11-01T11:00-05:00")]
    [InlineData("ny 0-8", "2026-11-01T00:00-04:00", "PT9H", "2026-11-01T08:00-05:00")]
    [InlineData("ny 1:30-5", "2026-11-01T00:00-04:00", "PT4H30M", "2026-11-01T05:00-05:00")]
    [InlineData("ny 0-1", "2026-11-01T00:00-04:00", "PT1H", "2026-11-01T01:00-04:00")]
    [InlineData("ny 0-1", "2026-11-01T00:00-04:00", "PT1H0.001S", "2026-11-02T00:00:00.001-05:00")]
    [InlineData("ny 0-1:30", "2026-11-01T00:00-04:00", "PT2H30M", "2026-11-01T01:30-05:00")]
    [InlineData("ny 0-1:30-5", "2026-11-01T00:00-04:00", "PT6H", "2026-11-01T05:00-05:00")]
    [InlineData("havana saturday", "2024-11-02T00:00-04:00", "P1D", "2024-11-03T00:00-04:00")]
    [InlineData("havana saturday", "2024-11-02T00:00-04:00", "P1DT1S", "2024-11-09T00:00:01-05:00")]

    // Lord Howe changes by half an hour: 4 October without 02:00 to 02:30, 5 April with 01:30 to 02:00 twice.
    [InlineData("lord all", "2026-10-03T12:00+10:30", "P1D", "2026-10-04T12:30+11:00")]
    [InlineData("lord 0-6", "2026-10-04T00:00+10:30", "PT5H30M", "2026-10-04T06:00+11:00")]
    [InlineData("lord 0-6", "2026-10-04T00:00+10:30", "PT6H", "2026-10-05T00:30+11:00")]
    [InlineData("lord 2-3", "2026-10-04T00:00+10:30", "PT30M", "2026-10-04T03:00+11:00")]
    [InlineData("lord all", "2026-04-04T12:00+11:00", "P1D", "2026-04-05T11:30+10:30")]
    [InlineData("lord 0-6", "2026-04-05T00:00+11:00", "PT6H30M", "2026-04-05T06:00+10:30")]
    [InlineData("lord 2-3", "2026-04-05T00:00+11:00", "PT1H", "2026-04-05T03:00+10:30")]
    [InlineData("lord 1:30-2", "2026-04-05T00:00+11:00", "PT1H", "2026-04-05T02:00+10:30")]

    // Kolkata is half an hour off, and never changes. Apia skipped Friday 30 December 2011, and gave up changing.
    [InlineData("kolkata", "2026-06-06T17:00+05:30", "PT2H", "2026-06-08T11:00+05:30")]
    [InlineData("kolkata", "2026-06-01T10:00+05:30", "P1D", "2026-06-03T18:00+05:30")]
    [InlineData("kolkata", "2026-06-01T00:00Z", "PT1H", "2026-06-01T11:00+05:30")]
    [InlineData("apia all", "2011-12-29T12:00-10:00", "P1D", "2011-12-31T12:00+14:00")]
    [InlineData("apia office", "2011-12-29T16:00-10:00", "PT2H", "2011-12-31T10:00+14:00")]
    [InlineData("apia office", "2011-12-29T17:00-10:00", "PT8H", "2011-12-31T17:00+14:00")]
    [InlineData("apia all", "2012-03-31T12:00+14:00", "P1D", "2012-04-01T11:00+13:00")]
    [InlineData("apia office", "2026-06-01T09:00+13:00", "PT8H", "2026-06-01T17:00+13:00")]

    // Tuesday 29 February 2028, as a day, as a holiday, and where there is none.
    [InlineData("utc 9-5", "2028-02-28T16:00Z", "PT2H", "2028-02-29T10:00Z")]
    [InlineData("utc 9-5", "2028-02-29T16:00Z", "PT2H", "2028-03-01T10:00Z")]
    [InlineData("utc 9-5 but 29 Feb", "2028-02-28T16:00Z", "PT2H", "2028-03-01T10:00Z")]
    [InlineData("utc all", "2028-02-28T12:00Z", "P1D", "2028-02-29T12:00Z")]
    [InlineData("utc all", "2027-02-28T12:00Z", "P1D", "2027-03-01T12:00Z")]
    public void Adding_working_time_ends_when_a_person_there_has_worked_it(string calendar, string start, string worked, string end) =>
        Assert.Equal(At(end), Of(calendar).Add(At(start), Time(worked)));
}
