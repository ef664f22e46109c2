using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>"Get the program lists" and "Get the list of user roles" of the document.</summary>
public sealed class ProgramHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private static readonly DateTimeOffset ListsUpdatedAt = DateTimeOffset.Parse("2021-03-10T00:00:00Z", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Lists_are_answered_as_in_the_example()
    {
        await using var app = await ActionApp.StartAsync(Database, ListsUpdatedAt);
        await app.Rig.ApplyAsync(
            """
            { "prune": true, "hubs": [ { "id": 96, "name": "Example", "lists": [
              { "id": 9423, "name": "Status", "type": "status", "defaultItem": 11001, "items": [
                { "id": 11001, "name": "Not Started" }, { "id": 11002, "name": "In Progress", "isOpen": true }, { "id": 11003, "name": "Completed", "isOpen": false } ] },
              { "id": 9424, "name": "Severity", "type": "severity", "defaultItem": 11010, "items": [
                { "id": 11010, "name": "Normal" }, { "id": 11011, "name": "Escalated", "isHigh": true }, { "id": 11012, "name": "Low priority", "isHigh": false } ] },
              { "id": 9425, "name": "Category", "type": "category", "defaultItem": 11022, "items": [
                { "id": 11020, "name": "Footwear", "subCategories": [ { "id": 7710, "name": "Athletic Shoes" }, { "id": 7711, "name": "Casual Shoes" }, { "id": 7712, "name": "Boots" } ] },
                { "id": 11021, "name": "Hats", "subCategories": [ { "id": 7720, "name": "Cold Weather Hats" }, { "id": 7721, "name": "Baseball Caps" } ] },
                { "id": 11022, "name": "Accessories", "subCategories": [] } ] },
              { "id": 9426, "name": "Store Location", "defaultItem": 11030, "items": [
                { "id": 11030, "name": "London - Kensington" }, { "id": 11031, "name": "London - Canary Wharf" }, { "id": 11032, "name": "Bristol" }, { "id": 11033, "name": "Glasgow" } ] } ] } ] }
            """);
        await app.Rig.Catalogs.LoadAsync(Cancellation);

        var answer = await app.GetAsync("/lists");

        Assert.Equal(200, answer.Status);
        Example.Equal(WithIdsThatAreUnique(Example.Read("lists")), answer.Text);
    }

    [Fact]
    public async Task Roles_are_answered_as_in_the_example()
    {
        await using var app = await ActionApp.StartAsync(Database, DateTimeOffset.Parse("2024-10-22T15:41:11.0124002Z", CultureInfo.InvariantCulture));
        await app.Rig.ApplyAsync("""{ "prune": true, "hubs": [ { "id": 96, "name": "Example", "roles": [ { "id": 1, "name": "Case Manager" }, { "id": 2, "name": "Watcher" } ] } ] }""");
        await app.Rig.Catalogs.LoadAsync(Cancellation);

        var answer = await app.GetAsync("/roles");

        // Instants are kept in milliseconds here, in ticks there.
        var expected = Example.Read("roles");
        foreach (var role in expected["items"]!.AsArray())
            role!["lastUpdated"] = "2024-10-22T15:41:11.012+00:00";

        Assert.Equal(200, answer.Status);
        Example.Equal(expected, answer.Text);
    }

    [Fact]
    public async Task LastUpdated_is_when_the_declaration_of_that_list_or_role_changed()
    {
        await using var app = await ActionApp.StartAsync(Database, ListsUpdatedAt);
        app.Rig.Clock.Advance(TimeSpan.FromDays(1));
        await app.ApplyAsync(""" "lists": [ { "id": 24, "name": "Severity", "items": [ { "id": 877, "name": "Low" } ] } ], "roles": [ { "id": 3458, "name": "Expert" }, { "id": 3456, "name": "Case Manager" } ] """);

        var lists = (await app.GetAsync("/lists")).Json.GetProperty("items").EnumerateArray();
        Assert.Equal(
            ["2021-03-10T00:00:00+00:00", "2021-03-11T00:00:00+00:00", "2021-03-10T00:00:00+00:00", "2021-03-10T00:00:00+00:00"],
            lists.Select(list => list.GetProperty("lastUpdated").GetString()));

        // A role that only moved is not a role that changed.
        var roles = (await app.GetAsync("/roles")).Json.GetProperty("items").EnumerateArray();
        Assert.Equal(
            ["Expert 2021-03-11T00:00:00+00:00", "Case Manager 2021-03-10T00:00:00+00:00", "Watcher 2021-03-10T00:00:00+00:00"],
            roles.Select(role => $"{role.GetProperty("name").GetString()} {role.GetProperty("lastUpdated").GetString()}"));
    }

    [Theory]
    [InlineData("/v1/actionmanagement/hubs/97", ActionCatalog.Full)]
    [InlineData("/v1/actionmanagement/hubs/99", ActionCatalog.Full)]
    [InlineData("/v1/actionmanagement/hubs/0", ActionCatalog.Full)]
    [InlineData("/v1/actionmanagement/hubs/98", ActionCatalog.Bare)]
    public async Task A_hub_that_is_unknown_another_callers_or_without_a_program_is_not_found(string hub, string key)
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);

        foreach (var route in new[] { "GET /lists", "GET /roles", "GET /cases/7", "GET /cases/7/notes", "GET /cases/7/notes/1", "GET /notes?dateModifiedStart=2026-01-01", "POST /cases/query", "PUT /cases/7", "DELETE /cases/7" })
        {
            var answer = await app.SendAsync(new HttpMethod(route.Split(' ')[0]), hub + route.Split(' ')[1], null, key);
            Assert.Equal((route, 404, "application/problem+json"), (route, answer.Status, answer.Header("Content-Type")));
        }

        Assert.Equal(1, await app.Rig.CountAsync("SupportCase"));
    }

    [Fact]
    public async Task A_program_without_lists_has_no_program_list()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);

        Assert.Equal(404, (await app.SendAsync(HttpMethod.Get, "/v1/actionmanagement/hubs/97/lists", null, ActionCatalog.Other)).Status);
        Assert.Equal(200, (await app.SendAsync(HttpMethod.Get, "/v1/actionmanagement/hubs/97/roles", null, ActionCatalog.Other)).Status);
    }

    // The document gives two lists the id 9425, an item of the category list that of the severity list, and two subcategories the id 7710.
    private static JsonObject WithIdsThatAreUnique(JsonObject example)
    {
        var (category, location) = (example["items"]![2]!, example["items"]![3]!);
        category["items"]![0]!["subCategories"]![2]!["id"] = 7712;
        category["items"]![2]!["listId"] = 9425;
        location["id"] = 9426;
        foreach (var item in location["items"]!.AsArray())
            item!["listId"] = 9426;

        return example;
    }
}
