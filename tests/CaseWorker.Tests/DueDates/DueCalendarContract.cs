using System.Globalization;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.DueDates;

/// <summary>Days that are not like others, from the message to the firing.</summary>
public abstract class DueCalendarContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Theory]
    [InlineData("Europe/Copenhagen", "2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z", 23.0)]
    [InlineData("Europe/Copenhagen", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 25.0)]
    [InlineData("America/New_York", "2027-03-14T05:00:00Z", "2027-03-15T04:00:00Z", 23.0)]
    [InlineData("America/New_York", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", 25.0)]
    [InlineData("Australia/Lord_Howe", "2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z", 23.5)]
    [InlineData("Australia/Lord_Howe", "2027-04-03T13:00:00Z", "2027-04-04T13:30:00Z", 24.5)]
    public async Task A_day_with_a_change_of_the_clocks_counts_the_hours_that_it_has(string zone, string midnight, string nextMidnight, double hours)
    {
        var (begin, end) = (At(midnight), At(nextMidnight));
        Assert.Equal(TimeSpan.FromHours(hours), end - begin);
        var rig = await DueRig.StartAsync(Database, begin, """{ "dueAfter": "PT1H" }""");
        var whole = string.Join(", ", new[] { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }.Select(day => $"\"{day}\": [\"00:00-24:00\"]"));
        await rig.SetPolicyAsync(
            string.Create(CultureInfo.InvariantCulture, $$"""{ "dueAfter": "PT{{hours * 60:0}}M", "preOverdueBefore": "PT1H", "postOverdueAfter": "PT1H", "calendar": "round" }"""),
            $$"""[ { "id": "round", "zone": "{{zone}}", "week": { {{whole}} } } ]""");
        var caseId = await rig.StoreAsync();
        var stored = await rig.CaseAsync(caseId);
        Assert.Equal((end.AddHours(-1), end, end.AddHours(1)), (stored.PreOverdueAt, stored.DueAt, stored.PostOverdueAt));

        rig.Clock.SetUtcNow(end.AddMilliseconds(-1));
        Assert.Equal(1, await rig.Sweep.RunAsync(Cancellation));
        rig.Clock.SetUtcNow(end);
        Assert.Equal(1, await rig.Sweep.RunAsync(Cancellation));
        Assert.Equal("1 due 0", (await rig.FiredAsync(caseId))[1]);
    }

    [Theory]
    [InlineData("2028-02-28T10:00:00Z", "2028-02-29T10:00:00Z")]
    [InlineData("2028-02-29T10:00:00Z", "2028-03-01T10:00:00Z")]
    [InlineData("2027-02-28T10:00:00Z", "2027-03-01T10:00:00Z")]
    public async Task The_29th_of_February_is_a_day_where_there_is_one(string opened, string due)
    {
        var rig = await DueRig.StartAsync(Database, At(opened), """{ "dueAfter": "P1D" }""");
        var caseId = await rig.StoreAsync();
        Assert.Equal(At(due), (await rig.CaseAsync(caseId)).DueAt);
        rig.Clock.SetUtcNow(At(due));
        Assert.Equal(1, await rig.Sweep.RunAsync(Cancellation));
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
