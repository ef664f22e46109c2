using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.DueDates;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

/// <summary>The catalogue hands out due policies that are ready to be counted.</summary>
public sealed class CatalogDueTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string Office =
        """
        "departments": [ { "id": 10, "name": "Support" } ],
        "calendars": [ { "id": "Office", "zone": "Europe/Copenhagen", "week": { "mon": ["08:00-12:00", "13:00-17:00"] }, "holidays": ["2026-06-08"] } ],
        "services": [ { "id": 1, "name": "a", "due": { "dueAfter": "PT4H", "preOverdueBefore": "PT1H", "postOverdueAfter": "P1D", "pauseWhileOpen": true, "calendar": "office" } },
                      { "id": 2, "name": "b", "due": { "dueAfter": "PT2H" } }, { "id": 3, "name": "c" } ]
        """;

    [Fact]
    public async Task A_policy_comes_with_its_durations_and_its_calendar()
    {
        var catalog = (await RoomAsync()).Cache.Current;
        var policy = catalog.DueOf(1)!;
        Assert.Equal((TimeSpan.FromHours(4), TimeSpan.FromHours(1), TimeSpan.FromDays(1), true), (policy.DueAfter, policy.PreOverdueBefore, policy.PostOverdueAfter, policy.PauseWhileOpen));
        Assert.Equal(catalog.FindService(1)!.Due, policy.Json);

        // Three hours on Monday afternoon; the next Monday is a holiday; the last hour on the one after.
        var opened = new DateTimeOffset(2026, 6, 1, 14, 0, 0, TimeSpan.FromHours(2));
        Assert.Equal(new DateTimeOffset(2026, 6, 15, 9, 0, 0, TimeSpan.FromHours(2)), DueRule.Plan(policy, opened, [], null, opened).Due);
    }

    [Fact]
    public async Task A_policy_without_a_calendar_counts_all_time_and_lacks_what_is_not_given()
    {
        var policy = (await RoomAsync()).Cache.Current.DueOf(2)!;
        Assert.Equal((TimeSpan.FromHours(2), null, null, false), (policy.DueAfter, policy.PreOverdueBefore, policy.PostOverdueAfter, policy.PauseWhileOpen));
        var opened = new DateTimeOffset(2026, 6, 6, 23, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DuePlan { Due = opened.AddHours(2) }, DueRule.Plan(policy, opened, [], null, opened));
    }

    [Fact]
    public async Task A_service_without_a_policy_has_none_and_neither_has_no_service()
    {
        var catalog = (await RoomAsync()).Cache.Current;
        Assert.Null(catalog.DueOf(3));
        Assert.Null(catalog.DueOf(99));
    }

    [Fact]
    public async Task A_policy_is_made_ready_once_a_version_and_services_share_their_calendar()
    {
        var room = await RoomAsync();
        var catalog = room.Cache.Current;
        var policy = catalog.DueOf(1)!;
        Assert.Same(policy, catalog.DueOf(1));
        Assert.Same(policy.Calendar, catalog.ReadDue(1, """{"dueAfter":"PT1H","calendar":"OFFICE"}""").Calendar);

        Assert.Empty((await room.ApplyToMainAsync(""" "calendars": [ { "id": "office", "holidays": [] } ] """)).Errors);
        var opened = new DateTimeOffset(2026, 6, 1, 14, 0, 0, TimeSpan.FromHours(2));
        Assert.Equal(new DateTimeOffset(2026, 6, 8, 9, 0, 0, TimeSpan.FromHours(2)), DueRule.Plan(room.Cache.Current.DueOf(1), opened, [], null, opened).Due);
    }

    [Fact]
    public void A_calendar_of_another_hub_is_none()
    {
        var service = new Service(1, 1, 10, "a", null, true, false, """{"dueAfter":"PT1H","calendar":"office"}""");
        var catalog = new Catalog(1, [], [], [service], [new CalendarDefinition(2, "office", """{"week":{"mon":["08:00-17:00"]}}""")]);
        Assert.Equal("Hub 1 has no calendar office.", DueRule.Plan(catalog.DueOf(1), DateTimeOffset.UnixEpoch, [], null, DateTimeOffset.UnixEpoch).Problem);
    }

    [Theory]
    [InlineData(""" "calendars": [ { "id": "office", "week": null } ] """, "hubs[0].calendars[0].week must hold the time of service 1's due policy within 90 years, is 0 hours a week.")]
    [InlineData(""" "calendars": [ { "id": "office", "week": { "sun": ["08:00-08:01"] } } ], "services": [ { "id": 1, "name": "a", "due": { "dueAfter": "P100D", "calendar": "office" } } ] """,
        "hubs[0].services[0].due.calendar must be a calendar that holds the policy's time within 90 years, is office, which has 0.02 hours a week.")]
    [InlineData(""" "calendars": [ { "id": "empty" } ], "services": [ { "id": 1, "name": "a", "due": { "dueAfter": "PT1H", "calendar": "empty" } } ] """,
        "hubs[0].services[0].due.calendar must be a calendar that holds the policy's time within 90 years, is empty, which has 0 hours a week.")]
    [InlineData(""" "services": [ { "id": 1, "name": "a", "due": { "dueAfter": "PT1H", "postOverdueAfter": "P3650D", "calendar": "office" } } ] """,
        "hubs[0].services[0].due.calendar must be a calendar that holds the policy's time within 90 years, is office, which has 8 hours a week.")]
    public async Task A_calendar_in_which_the_time_of_a_policy_never_passes_is_refused(string members, string message)
    {
        var result = await (await RoomAsync()).ApplyToMainAsync(members);
        Assert.Equal([message], result.Errors.Select(error => error.Message));
    }

    [Fact]
    public async Task A_calendar_that_no_policy_counts_by_may_be_empty() =>
        Assert.Empty((await (await RoomAsync()).ApplyToMainAsync(""" "calendars": [ { "id": "later" } ], "services": [ { "id": 2, "name": "b", "due": null } ] """)).Errors);

    private async Task<CatalogRoom> RoomAsync()
    {
        var room = new CatalogRoom(Database);
        Assert.Empty((await room.ApplyToMainAsync(Office)).Errors);
        return room;
    }
}
