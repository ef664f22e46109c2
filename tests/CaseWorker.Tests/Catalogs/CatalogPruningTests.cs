using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

public sealed class CatalogPruningTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task What_is_not_named_and_not_in_use_is_removed()
    {
        var room = new CatalogRoom(Database);
        await room.Sample.EnsureAsync(Cancellation);
        var result = await room.ApplyToMainAsync(""" "departments": [], "services": [], "reps": [], "tags": [ { "id": 2, "name": "press" } ], "calendars": [] """, prune: true);

        Assert.Empty(result.Errors);
        Assert.DoesNotContain(result.Difference, line => line.StartsWith('='));
        Assert.Equal(3 + 8 + 12 + 1 + 1, result.Difference.Count(line => line.StartsWith('-')));
        Assert.Empty(room.Cache.Current.Services);
        Assert.Empty(room.Cache.Current.Departments);
        Assert.Empty((await room.ApplyToMainAsync(""" "departments": [], "services": [], "reps": [], "tags": [ { "id": 2, "name": "press" } ] """, prune: true)).Difference);
    }

    [Fact]
    public async Task Without_prune_nothing_is_removed()
    {
        var room = new CatalogRoom(Database);
        await room.Sample.EnsureAsync(Cancellation);
        Assert.Empty((await room.ApplyToMainAsync(""" "departments": [], "services": [], "reps": [], "tags": [], "lists": [], "roles": [] """)).Difference);
    }

    [Fact]
    public async Task Services_reps_and_departments_with_cases_stay_and_the_difference_says_so()
    {
        var room = new CatalogRoom(Database);
        await room.Sample.EnsureAsync(Cancellation);
        await WriteAsync(async session =>
        {
            await IntakeStore.SaveCountersAsync(session, [(await IntakeStore.LockCountersAsync(session, [3]))[3] with { LastSequence = 1 }]);

            // Enqueued into service 3 of department 10, transferred to department 20.
            await IntakeStore.AddCasesAsync(session, [StorageRows.Case(1) with { ServiceId = 3, DepartmentId = 20, RepId = 104 }]);
            await IntakeStore.AddParkedAsync(session, [StorageRows.Parked("a") with { ServiceId = 8 }]);
        });

        var result = await room.ApplyToMainAsync(""" "departments": [], "services": [], "reps": [] """, prune: true);
        Assert.Equal(
            [
                "= kept service 3 Feedback: has cases",
                "= kept service 8 Refunds: has parked messages",
                "= kept rep 104 elif: has cases",
                "= kept department 20 Technical: has cases",
                "= kept department 10 Support: has service 3",
                "= kept department 30 Billing: has service 8",
                "= kept service 1 General questions: is the intake service of department 10",
                "= kept service 4 Incidents: is the intake service of department 20",
                "= kept service 7 Invoices: is the intake service of department 30",
            ],
            result.Difference.Where(line => line.StartsWith('=')));
        Assert.Equal([1, 3, 4, 7, 8], room.Cache.Current.Services.Select(service => service.ServiceId).Order());
        Assert.Equal([104], room.Cache.Current.Departments.SelectMany(department => department.Reps).Select(rep => rep.RepId));
    }

    [Fact]
    public async Task A_department_whose_reps_stay_stays()
    {
        var room = new CatalogRoom(Database);
        await room.Sample.EnsureAsync(Cancellation);
        var result = await room.ApplyToMainAsync(""" "departments": [ { "id": 10, "name": "Support" } ], "services": [ { "id": 1, "name": "General" } ] """, prune: true);
        Assert.Contains("= kept department 30 Billing: has rep 108", result.Difference);
        Assert.Contains("= kept service 7 Invoices: is the intake service of department 30", result.Difference);
    }

    [Fact]
    public async Task What_a_service_uses_stays()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync(CatalogExample.Full);
        var result = await room.ApplyToMainAsync(""" "workflows": [], "triggers": [], "calendars": [], "lists": [], "dataFields": [] """, prune: true);
        Assert.Equal(
            [
                "- dataField 5423 Customer Email",
                "- list 23 Status",
                "- list 25 Category",
                "= kept calendar office: is used by service 1",
                "= kept trigger 654: is used by service 1",
                "= kept workflow 543: is used by service 1",
            ],
            result.Difference.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_an_empty_hub_that_is_not_named_is_removed()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync(
            """
            { "hubs": [ { "id": 1, "name": "Main" }, { "id": 2, "name": "Empty" }, { "id": 3, "name": "Full", "tags": [ { "id": 1, "name": "vip" } ] },
                        { "id": 4, "name": "Keyed", "keys": [ { "name": "a", "key": "0123456789abcdef01234567", "scopes": ["cases:read"] } ] } ] }
            """);
        Assert.Equal(
            ["- hub 2 Empty", "= kept hub 3 Full: is not empty", "= kept hub 4 Keyed: has cases, parked messages or keys"],
            (await room.ApplyAsync("""{ "prune": true, "hubs": [ { "id": 1, "name": "Main" } ] }""")).Difference);
    }
}
