using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

/// <summary>"extRefs are unique per hub" (spec 1): a reference that is had twice is refused, whoever has it already.</summary>
public sealed class CatalogExtRefTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string Stored =
        """
        { "hubs": [
          { "id": 1, "name": "Main", "departments": [ { "id": 10, "name": "Support" } ], "services": [ { "id": 1, "name": "Billing", "extRef": "a" } ],
            "workflows": [ { "id": 5, "name": "Complaint", "extRef": "a" } ], "triggers": [ { "id": 6, "name": "Low", "extRef": "a" } ],
            "lists": [ { "id": 25, "name": "Category", "type": "category", "items": [ { "id": 1, "name": "Hats", "extRef": "a", "subCategories": [ { "id": 2, "name": "Caps", "extRef": "b" } ] } ] } ] },
          { "id": 2, "name": "Other" } ] }
        """;

    [Theory]
    [InlineData(""" "services": [ { "id": 2, "name": "x", "extRef": "a" } ] """, "services[0].extRef", "a", "service 1")]
    [InlineData(""" "workflows": [ { "id": 7, "name": "x" }, { "id": 8, "name": "x", "extRef": "a" } ] """, "workflows[1].extRef", "a", "workflow 5")]
    [InlineData(""" "triggers": [ { "id": 8, "name": "x", "extRef": "a" } ] """, "triggers[0].extRef", "a", "trigger 6")]
    [InlineData(""" "lists": [ { "id": 25, "name": "x", "items": [ { "id": 3, "name": "x", "extRef": "a" } ] } ] """, "lists[0].items[0].extRef", "a", "item 1 of list 25")]
    [InlineData(""" "lists": [ { "id": 26, "name": "x", "items": [ { "id": 3, "name": "x" }, { "id": 4, "name": "x", "extRef": "a" } ] } ] """, "lists[0].items[1].extRef", "a", "item 1 of list 25")]
    [InlineData(""" "lists": [ { "id": 25, "name": "x", "items": [ { "id": 3, "name": "x", "extRef": "b" } ] } ] """, "lists[0].items[0].extRef", "b", "subcategory 2 of item 1 of list 25")]
    [InlineData(""" "lists": [ { "id": 25, "name": "x", "items": [ { "id": 1, "name": "x", "subCategories": [ { "id": 3, "name": "x", "extRef": "b" } ] } ] } ] """, "lists[0].items[0].subCategories[0].extRef", "b", "subcategory 2 of item 1 of list 25")]
    public async Task One_that_is_stored_already_is_refused_where_it_is_given_again(string members, string place, string extRef, string holder)
    {
        var room = await RoomAsync();

        var result = await room.ApplyToMainAsync(members);

        Assert.Equal([$"hubs[0].{place} must be unique in its hub, is \"{extRef}\", which {holder} has."], result.Errors.Select(error => error.Message));
    }

    [Theory]
    [InlineData(""" "services": [ { "id": 2, "name": "x", "extRef": "new" }, { "id": 3, "name": "x", "extRef": "new" } ] """, "services[0] services[1]")]
    [InlineData(""" "workflows": [ { "id": 7, "name": "x", "extRef": "new" }, { "id": 8, "name": "x", "extRef": "new" } ] """, "workflows[0] workflows[1]")]
    [InlineData(""" "triggers": [ { "id": 7, "name": "x", "extRef": "new" }, { "id": 8, "name": "x", "extRef": "new" } ] """, "triggers[0] triggers[1]")]
    [InlineData(""" "lists": [ { "id": 26, "name": "x", "items": [ { "id": 3, "name": "x", "extRef": "new" } ] }, { "id": 27, "name": "x", "items": [ { "id": 3, "name": "x", "extRef": "new" } ] } ] """, "lists[0].items[0] lists[1].items[0]")]
    [InlineData(""" "lists": [ { "id": 26, "name": "x", "items": [ { "id": 3, "name": "x", "extRef": "new", "subCategories": [ { "id": 4, "name": "x", "extRef": "new" } ] } ] } ] """, "lists[0].items[0] lists[0].items[0].subCategories[0]")]
    public async Task One_that_is_given_twice_in_a_file_is_refused_in_both_places(string members, string places)
    {
        var room = await RoomAsync();

        var result = await room.ApplyToMainAsync(members);

        Assert.Equal(places.Split(' ').Select(place => $"hubs[0].{place}.extRef"), result.Errors.Select(error => error.Path));
        Assert.All(result.Errors, error => Assert.Contains("must be unique in its hub, is \"new\", which ", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(""" "workflows": [ { "id": 5, "name": "x", "extRef": null }, { "id": 8, "name": "x", "extRef": "a" } ] """)]
    [InlineData(""" "workflows": [ { "id": 5, "name": "x", "extRef": "A" }, { "id": 8, "name": "x", "extRef": "a" } ] """)]
    [InlineData(""" "lists": [ { "id": 25, "name": "x", "items": [ { "id": 1, "name": "x", "extRef": "b", "subCategories": [ { "id": 2, "name": "x", "extRef": "a" } ] } ] } ] """)]
    [InlineData(""" "tags": [ { "id": 1, "name": "x" } ] """)]
    public async Task One_that_its_holder_gives_away_may_be_taken(string members)
    {
        var room = await RoomAsync();
        Assert.Empty((await room.ApplyToMainAsync(members)).Errors);
    }

    [Fact]
    public async Task One_whose_holder_is_removed_by_the_same_file_may_be_taken()
    {
        var room = await RoomAsync();
        Assert.Empty((await room.ApplyToMainAsync(""" "workflows": [ { "id": 8, "name": "x", "extRef": "a" } ], "lists": [ { "id": 25, "name": "x", "items": [ { "id": 3, "name": "x", "extRef": "b" } ] } ] """, prune: true)).Errors);
    }

    [Fact]
    public async Task Another_hub_has_its_own()
    {
        var room = await RoomAsync();
        Assert.Empty((await room.ApplyAsync(Stored.Replace("\"id\": 1, \"name\": \"Main\"", "\"id\": 2, \"name\": \"Other\"", StringComparison.Ordinal)
            .Replace(",\n  { \"id\": 2, \"name\": \"Other\" }", "", StringComparison.Ordinal)
            .Replace("\"id\": 10", "\"id\": 20", StringComparison.Ordinal)
            .Replace("{ \"id\": 1, \"name\": \"Billing\"", "{ \"id\": 21, \"name\": \"Billing\"", StringComparison.Ordinal))).Errors);
    }

    private async Task<CatalogRoom> RoomAsync()
    {
        var room = new CatalogRoom(Database);
        Assert.Empty((await room.ApplyAsync(Stored)).Errors);
        return room;
    }
}
