using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage.Catalogs;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

public sealed class CatalogApplierTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_second_apply_of_the_same_file_changes_nothing()
    {
        var room = new CatalogRoom(Database);
        var first = await room.ApplyAsync(CatalogExample.Full);
        Assert.Empty(first.Errors);
        Assert.NotEmpty(first.Difference);
        var version = room.Cache.Current.Version;

        var second = await room.ApplyAsync(CatalogExample.Full);
        Assert.Empty(second.Errors);
        Assert.Empty(second.Difference);
        Assert.False(second.HasChanged);
        Assert.Equal(version, await ReadAsync(CatalogStore.ReadVersionAsync));
    }

    [Fact]
    public async Task The_example_is_understood_member_by_member()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync(CatalogExample.Full);
        var catalog = room.Cache.Current;

        Assert.Equal(new Hub(1, "Main", "1234567890abcdef12345678") { EndUserListId = 906 }, catalog.FindHub(1));
        var service = catalog.FindService(1)!;
        Assert.Equal(("Billing", "billing", 10, true, false), (service.Name, service.ExtRef, service.DepartmentId, service.Active, service.Blocks));
        Assert.Equal("""{"dueAfter":"PT4H","preOverdueBefore":"PT1H","postOverdueAfter":"P1D","pauseWhileOpen":true,"calendar":"office"}""", service.Due);

        var department = catalog.FindDepartment(10)!;
        Assert.Equal((AssignmentStrategy.Random, true, 1), (department.Strategy, department.ReleaseOnAbsence, department.IntakeServiceId));
        var rep = Assert.Single(department.Reps);
        Assert.Equal((100, "ann", "Ann", "Lee", true, null), (rep.RepId, rep.UserName, rep.FirstName, rep.LastName, rep.Active, rep.MaxOpenCases));
        Assert.True(rep.IsOutOfOffice(new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero)));
        Assert.False(rep.IsOutOfOffice(new DateTimeOffset(2027, 1, 2, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task The_difference_says_in_lines_what_was_done()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync(CatalogExample.Full);
        var result = await room.ApplyToMainAsync(
            """
            "helpCenterId": null,
            "departments": [ { "id": 10, "name": "Support", "assignment": "least-open" }, { "id": 20, "name": "New" } ],
            "reps": [ { "id": 100, "userName": "ann", "maxOpenCases": 5, "departments": [20, 10], "outOfOffice": [ { "from": "2026-12-24T01:00:00+01:00" } ] } ],
            "services": [ { "id": 1, "name": "Billing", "cost": 0.50, "due": null } ],
            "roles": [ { "id": 2, "name": "Owner" }, { "id": 1, "name": "Manager" } ],
            "tags": [],
            "webhooks": [ { "id": 1, "url": "https://example.org/hook", "secret": "other secret" } ]
            """,
            prune: true);

        Assert.Empty(result.Errors);
        Assert.Equal(
            [
                "~ hub 1 helpCenterId: 1234567890abcdef12345678 -> none",
                "~ department 10 assignment: random -> least-open",
                "+ department 20 New",
                "~ rep 100 departments: 10 -> 10, 20",
                "~ rep 100 maxOpenCases: none -> 5",
                "~ rep 100 outOfOffice: 2026-12-24T00:00:00Z to 2027-01-02T00:00:00Z -> 2026-12-24T00:00:00Z to further notice",
                "~ service 1 cost: 250 -> 0.5",
                """~ service 1 due: {"dueAfter":"PT4H","preOverdueBefore":"PT1H","postOverdueAfter":"P1D","pauseWhileOpen":true,"calendar":"office"} -> none""",
                "+ role 2 Owner",
                "~ role 1 name: Case Manager -> Manager",
                "- tag 5 vip",
                "~ webhook 1 secret: changed",
            ],
            result.Difference);
    }

    [Fact]
    public async Task What_a_file_leaves_out_stays_as_it_is()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync(CatalogExample.Full);
        var before = await room.Exporter.ExportAsync(null, Cancellation);

        Assert.Empty((await room.ApplyAsync("""{ "prune": true, "hubs": [ { "id": 1, "name": "Main" } ] }""")).Difference);
        Assert.Empty((await room.ApplyToMainAsync(""" "reps": [ { "id": 100, "userName": "ann" } ], "services": [ { "id": 1, "name": "Billing" } ] """)).Difference);
        Assert.Empty((await room.ApplyToMainAsync(""" "reps": [], "tags": [], "lists": [ { "id": 23, "name": "Status", "items": [] } ] """)).Difference);
        Assert.Empty((await room.ApplyAsync("""{ }""")).Difference);
        Assert.Equal(before, await room.Exporter.ExportAsync(null, Cancellation));
    }

    [Fact]
    public async Task Only_ids_and_names_are_needed()
    {
        var room = new CatalogRoom(Database);
        var result = await room.ApplyToMainAsync(
            """
            "services": [ { "id": 1, "name": "Billing" } ], "reps": [ { "id": 100, "userName": "ann" } ], "departments": [ { "id": 10, "name": "Support" } ],
            "calendars": [ { "id": "office" } ], "lists": [ { "id": 1, "name": "Status" } ], "roles": [ { "id": 1, "name": "Owner" } ], "tags": [ { "id": 1, "name": "vip" } ],
            "workflows": [ { "id": 1, "name": "Complaint" } ], "triggers": [ { "id": 1, "name": "Low" } ], "dataFields": [ { "id": 1, "name": "Mail" } ]
            """);

        Assert.Empty(result.Errors);
        var service = room.Cache.Current.FindService(1)!;
        Assert.Equal((10, null, true, false, null), (service.DepartmentId, service.ExtRef, service.Active, service.Blocks, service.Due));
        var department = room.Cache.Current.FindDepartment(10)!;
        Assert.Equal((AssignmentStrategy.Random, true, null, 0), (department.Strategy, department.ReleaseOnAbsence, department.IntakeServiceId, department.Reps.Count));
    }

    [Fact]
    public async Task Items_of_a_list_are_laid_over_each_other_by_their_ids()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync(CatalogExample.Full);
        const string Members = """ "lists": [ { "id": 25, "name": "Category", "items": [ { "id": 11023, "name": "Shoes" }, { "id": 11022, "name": "Headwear", "subCategories": [ { "id": 7721, "name": "Berets" } ] } ] } ] """;
        Assert.Single((await room.ApplyToMainAsync(Members)).Difference);
        Assert.Empty((await room.ApplyToMainAsync(Members)).Difference);

        var exported = await room.Exporter.ExportAsync(null, Cancellation);
        Assert.True(exported.IndexOf("\"Status\"", StringComparison.Ordinal) < exported.IndexOf("\"Category\"", StringComparison.Ordinal));
        Assert.All(["Shoes", "Headwear", "Berets", "Caps"], name => Assert.Contains($"\"{name}\"", exported, StringComparison.Ordinal));
        Assert.DoesNotContain("\"Hats\"", exported, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 2 3", "3", "1 2 3")]
    [InlineData("1 2 3", "3 1", "3 2 1")]
    [InlineData("1 2 3", "2 9", "1 2 9 3")]
    [InlineData("1 2 3", "9 2", "1 9 2 3")]
    [InlineData("1 2 3", "8 9", "1 2 3 8 9")]
    [InlineData("1 2 3", "3 9 2 8 1", "3 9 2 8 1")]
    public async Task Items_are_in_the_order_of_the_file_and_those_it_does_not_name_stay_where_they_are(string stored, string named, string expected)
    {
        static string Tags(string ids) => $"\"tags\": [ {string.Join(", ", ids.Split(' ').Select(id => $"{{ \"id\": {id}, \"name\": \"tag {id}\" }}"))} ]";
        var room = new CatalogRoom(Database);
        await room.ApplyToMainAsync(Tags(stored));
        await room.ApplyToMainAsync(Tags(named));
        Assert.Equal(expected, string.Join(' ', (await ReadAsync(CatalogStore.ReadAsync)).Items.Select(item => item.ItemId)));
        Assert.Empty((await room.ApplyToMainAsync(Tags(named))).Difference);
    }

    [Fact]
    public async Task Appliers_at_the_same_time_take_turns()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => new CatalogRoom(Database).ApplyAsync(CatalogExample.Full))));
        Assert.All(results, result => Assert.Empty(result.Errors));
        Assert.Single(results, result => result.HasChanged);
        Assert.Equal(1, await ReadAsync(CatalogStore.ReadVersionAsync));
    }

    [Fact]
    public async Task An_admin_changes_only_the_own_hub_and_makes_no_operator()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main" }, { "id": 2, "name": "Other" } ] }""");
        var refused = await room.ApplyAsync(
            """
            { "hubs": [ { "id": 1, "name": "Mine", "keys": [ { "name": "boss", "key": "0123456789abcdef01234567", "scopes": ["admin", "operator"] } ] },
                        { "id": 2, "name": "Taken over" } ] }
            """,
            hubOnly: 1);

        Assert.Equal(
            [
                "hubs[0].keys[0].scopes must be granted by an operator where they hold operator, is asked for by an admin.",
                "hubs[1].id must be 1, the hub of the key in use, is 2.",
            ],
            refused.Errors.Select(error => error.Message));
        Assert.Equal(["Main", "Other"], room.Cache.Current.Hubs.OrderBy(hub => hub.HubId).Select(hub => hub.Name));
        Assert.Empty((await room.ApplyAsync("""{ "prune": true, "hubs": [ { "id": 1, "name": "Main" } ] }""", hubOnly: 1)).Difference);
    }

    [Fact]
    public async Task A_key_of_the_file_is_made_once_and_left_alone_after()
    {
        var room = new CatalogRoom(Database);
        const string Members = """ "keys": [ { "name": "web", "key": "given-for-automation-only", "scopes": ["cases:enqueue"], "accessLevel": "ADMIN" } ] """;
        var result = await room.ApplyToMainAsync(Members);
        Assert.Equal(["+ hub 1 Main", "+ key 1 web"], result.Difference);
        Assert.Equal("ADMIN", room.Ring.Find("given-for-automation-only")!.AccessLevel);

        Assert.Empty((await room.ApplyToMainAsync(Members)).Difference);
        await room.Keeper.RevokeAsync(1, null, Cancellation);
        Assert.Empty((await room.ApplyToMainAsync(Members)).Difference);
        Assert.Null(room.Ring.Find("given-for-automation-only"));
    }
}
