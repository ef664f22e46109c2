using CaseWorker.Storage.Catalogs;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

/// <summary>What only the database can tell is refused too, with nothing written.</summary>
public sealed class CatalogReferenceTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string TwoHubs =
        """
        { "hubs": [
          { "id": 1, "name": "Main", "helpCenterId": "1234567890abcdef12345678", "departments": [ { "id": 10, "name": "Support" } ], "reps": [ { "id": 100, "userName": "ann" } ],
            "services": [ { "id": 1, "name": "Billing", "extRef": "billing" }, { "id": 2, "name": "Other", "extRef": "other" } ],
            "keys": [ { "name": "a", "key": "0123456789abcdef01234567", "scopes": ["admin"] } ] },
          { "id": 2, "name": "Second", "departments": [ { "id": 40, "name": "Theirs" } ], "services": [ { "id": 9, "name": "Theirs", "extRef": "billing" } ] } ] }
        """;

    [Theory]
    [InlineData(""" "departments": [ { "id": 40, "name": "a" } ] """, "departments[0].id must be unique in the installation, is 40, which hub 2 has.")]
    [InlineData(""" "services": [ { "id": 9, "name": "a" } ] """, "services[0].id must be unique in the installation, is 9, which hub 2 has.")]
    [InlineData(""" "departments": [ { "id": 10, "name": "a", "intakeService": 9 } ] """, "departments[0].intakeService must be a service of hub 1, or null, is 9.")]
    [InlineData(""" "services": [ { "id": 1, "name": "a", "departmentId": 40 } ] """, "services[0].departmentId must be a department of hub 1, is 40.")]
    [InlineData(""" "services": [ { "id": 1, "name": "a", "departmentId": 99 } ] """, "services[0].departmentId must be a department of hub 1, is 99.")]
    [InlineData(""" "services": [ { "id": 3, "name": "a", "extRef": "other" } ] """, "services[0].extRef must be unique in its hub, is \"other\", which service 2 has.")]
    [InlineData(""" "services": [ { "id": 1, "name": "a", "workflowId": 5 } ] """, "services[0].workflowId must be a workflow of hub 1, or null, is 5.")]
    [InlineData(""" "services": [ { "id": 1, "name": "a", "triggerId": 5 } ] """, "services[0].triggerId must be a trigger of hub 1, or null, is 5.")]
    [InlineData(""" "services": [ { "id": 1, "name": "a", "due": { "dueAfter": "PT1H", "calendar": "office" } } ] """, "services[0].due.calendar must be a calendar of hub 1, or null, is office.")]
    [InlineData(""" "reps": [ { "id": 100, "userName": "ann", "departments": [10, 40] } ] """, "reps[0].departments[1] must be a department of hub 1, is 40.")]
    [InlineData(""" "lists": [ { "id": 1, "name": "a", "defaultItem": 3, "items": [ { "id": 2, "name": "b" } ] } ] """, "lists[0].defaultItem must be an item of its list, or null, is 3.")]
    [InlineData(""" "roles": [ { "id": 1, "name": "a", "assignee": true }, { "id": 2, "name": "b", "assignee": true } ] """, "roles must hold at most one with assignee true, is more: 1, 2.")]
    [InlineData(""" "lists": [ { "id": 1, "name": "a", "type": "status" }, { "id": 2, "name": "b", "type": "status" } ] """, "lists must hold at most one of type status, is more: 1, 2.")]
    [InlineData(""" "lists": [ { "id": 1, "name": "a", "type": "status", "items": [ { "id": 2, "name": "b", "isOpen": true, "caseStatus": "closed" } ] } ] """, "lists must hold no status item that is open and closed at once, is item 2 of list 1: isOpen true, caseStatus closed.")]
    public async Task A_reference_that_leads_nowhere_is_refused_and_nothing_is_written(string members, string message)
    {
        var room = await RoomAsync();
        var before = await room.Exporter.ExportAsync(null, Cancellation);
        var result = await room.ApplyToMainAsync($$""" "tags": [ { "id": 1, "name": "never" } ], {{members}} """);

        Assert.Equal([$"hubs[0].{message}"], result.Errors.Select(error => error.Message));
        Assert.Empty(result.Difference);
        Assert.Equal(before, await room.Exporter.ExportAsync(null, Cancellation));
        Assert.Equal(room.Cache.Current.Version, await ReadAsync(CatalogStore.ReadVersionAsync));
    }

    [Theory]
    [InlineData(""" "helpCenterId": "1234567890ABCDEF12345678" """, "helpCenterId must be unique in the installation, is 1234567890ABCDEF12345678, which hub 1 has.")]
    [InlineData(""" "reps": [ { "id": 100, "userName": "a" } ] """, "reps[0].id must be unique in the installation, is 100, which hub 1 has.")]
    [InlineData(""" "keys": [ { "name": "a", "key": "0123456789abcdef01234567", "scopes": ["admin"] } ] """, "keys[0].key must be a key of hub 2 or a new one, is a key of another hub.")]
    [InlineData(""" "keys": [ { "name": "a", "key": "another-key-0123456789abc", "scopes": ["admin"] }, { "name": "b", "key": "another-key-0123456789abc", "scopes": ["admin"] } ] """, "keys[1].key must be given once, is given again.")]
    public async Task What_another_hub_has_is_refused(string members, string message)
    {
        var room = await RoomAsync();
        var result = await room.ApplyAsync($$"""{ "hubs": [ { "id": 2, "name": "Second", {{members}} } ] }""");
        Assert.Equal([$"hubs[0].{message}"], result.Errors.Select(error => error.Message));
    }

    [Theory]
    [InlineData(""" "helpCenterId": "1234567890ABCDEF12345678" """, "helpCenterId must be unique in the installation, is 1234567890ABCDEF12345678, which is taken.")]
    [InlineData(""" "departments": [ { "id": 10, "name": "a" } ] """, "departments[0].id must be unique in the installation, is 10, which is taken.")]
    public async Task An_admin_is_not_told_which_hub_has_it(string members, string message)
    {
        var room = await RoomAsync();
        var result = await room.ApplyAsync($$"""{ "hubs": [ { "id": 2, "name": "Second", {{members}} } ] }""", hubOnly: 2);
        Assert.Equal([$"hubs[0].{message}"], result.Errors.Select(error => error.Message));
    }

    [Fact]
    public async Task A_service_needs_a_department()
    {
        var room = new CatalogRoom(Database);
        Assert.Equal(
            ["hubs[0].services[0].departmentId must be given while hub 1 has no department, is missing."],
            (await room.ApplyToMainAsync(""" "services": [ { "id": 1, "name": "a" } ] """)).Errors.Select(error => error.Message));
    }

    [Fact]
    public async Task Mistakes_in_the_file_and_mistakes_the_database_shows_are_told_together()
    {
        var room = await RoomAsync();
        var result = await room.ApplyToMainAsync(""" "tags": [ { "id": 0, "name": "a" } ], "services": [ { "id": 1, "name": "a", "departmentId": 99, "headOfLine": "x" } ] """);
        Assert.Equal(
            ["hubs[0].services[0].departmentId", "hubs[0].services[0].headOfLine", "hubs[0].tags[0].id"],
            result.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    private async Task<CatalogRoom> RoomAsync()
    {
        var room = new CatalogRoom(Database);
        Assert.Empty((await room.ApplyAsync(TwoHubs)).Errors);
        return room;
    }
}
