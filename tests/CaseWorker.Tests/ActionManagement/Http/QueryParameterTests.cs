using System.Text;
using System.Text.Json;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>"Query to get a list of cases": the body and its parameters, their defaults and their errors.</summary>
public sealed class QueryParameterTests(SqliteFixture storage) : IAsyncLifetime
{
    private ActionApp app = null!;

    public async ValueTask InitializeAsync()
    {
        app = await ActionApp.StartAsync(await storage.OpenFreshAsync(), StorageRows.Noon);
        for (var id = 1; id <= 25; id++)
        {
            await app.StoreAsync(id, $"\"Subject\":\"Case {id % 4}\"");
            app.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("\uFEFF{}")]
    [InlineData("\uFEFF")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{ "filters": [], "include": [], "orderBy": {}, "somethingElse": 1 }""")]
    [InlineData("""{ "filters": null, "include": null, "orderBy": null, "orderByAscending": null, "top": null, "skip": null }""")]
    [InlineData("""{ "orderBy": { "property": null }, "orderByAscending": false, "top": 20, "skip": 0 }""")]
    public async Task Without_a_body_or_its_members_the_newest_20_cases_come_with_everything(string? body)
    {
        var answer = await app.QueryAsync(body);

        Assert.Equal((200, "application/json; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal(("CaseListItem", 20, 25, "{}"), (answer.Json.GetProperty("itemType").GetString(), Count(answer.Json, "itemCount"), Count(answer.Json, "totalCount"), answer.Json.GetProperty("links").GetRawText()));
        Assert.Equal(string.Join(' ', Enumerable.Range(6, 20).Reverse()), await app.IdsAsync(body));
        Assert.All(answer.Json.GetProperty("items").EnumerateArray(), item =>
            Assert.All(["listValues", "roles", "dataFields"], part => Assert.Equal(JsonValueKind.Array, item.GetProperty(part).ValueKind)));
    }

    [Fact]
    public async Task No_body_needs_no_content_type() => Assert.Equal(200, (await app.QueryAsync([], null)).Status);

    [Fact]
    public async Task Members_and_their_words_are_read_in_any_case_of_their_letters() => Assert.Equal(
        "3 7",
        await app.IdsAsync("""{ "Filters": [ { "Property": "NAME", "Operator": "EQ", "Value": "Case 3" } ], "ORDERBY": { "Property": "Id" }, "OrderByAscending": true, "Top": 2 }"""));

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(100)]
    public async Task Top_limits_the_items_and_not_the_total(int top)
    {
        var answer = await app.QueryAsync($$"""{ "top": {{top}} }""");

        Assert.Equal((Math.Min(top, 25), 25), (Count(answer.Json, "itemCount"), Count(answer.Json, "totalCount")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("\"20\"")]
    [InlineData("true")]
    [InlineData("[20]")]
    [InlineData("99999999999")]
    public async Task Top_outside_1_to_100_is_refused_by_name(string top) =>
        Assert.Equal($"top must be a whole number from 1 to 100, is {top}.", await app.RefusedAsync($$"""{ "top": {{top}} }""", "top"));

    [Fact]
    public async Task Skip_leaves_the_first_cases_out()
    {
        Assert.Equal("22 21", await app.IdsAsync("""{ "skip": 3, "top": 2 }"""));
        Assert.Equal("1", await app.IdsAsync("""{ "skip": 24 }"""));
    }

    [Theory]
    [InlineData("25")]
    [InlineData("2147483647")]
    public async Task Behind_the_last_case_there_are_no_items_but_the_total(string skip)
    {
        var answer = await app.QueryAsync($$"""{ "skip": {{skip}} }""");

        Assert.Equal((0, 25), (Count(answer.Json, "itemCount"), Count(answer.Json, "totalCount")));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("2147483648")]
    [InlineData("0.5")]
    [InlineData("\"0\"")]
    public async Task Skip_below_0_is_refused_by_name(string skip) =>
        Assert.Equal($"skip must be a whole number from 0 to 2147483647, is {skip}.", await app.RefusedAsync($$"""{ "skip": {{skip}} }""", "skip"));

    [Theory]
    [InlineData("listValues")]
    [InlineData("roles")]
    [InlineData("dataFields")]
    [InlineData("ROLES", "roles")]
    [InlineData("roles\", \"roles", "roles")]
    public async Task Include_names_the_parts_and_the_others_are_null(string include, string? part = null)
    {
        var answer = await app.QueryAsync($$"""{ "include": [ "{{include}}" ], "top": 1 }""");

        var item = answer.Json.GetProperty("items")[0];
        Assert.All(["listValues", "roles", "dataFields"], name =>
            Assert.Equal(name == (part ?? include) ? JsonValueKind.Array : JsonValueKind.Null, item.GetProperty(name).ValueKind));
    }

    [Theory]
    [InlineData("\"notes\"")]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("null")]
    public async Task An_unknown_include_is_refused_by_name(string include) => Assert.Equal(
        $"include[1] must be listValues, roles or dataFields, is {include}.",
        await app.RefusedAsync($$"""{ "include": [ "roles", {{include}} ] }""", "include[1]"));

    [Fact]
    public async Task An_include_that_is_no_list_is_refused() =>
        Assert.Equal("include must be a list, is \"roles\".", await app.RefusedAsync("""{ "include": "roles" }""", "include"));

    [Fact]
    public async Task OrderBy_sorts_descending_unless_orderByAscending_says_otherwise()
    {
        Assert.Equal("25 24", await app.IdsAsync("""{ "orderBy": { "property": "id" }, "top": 2 }"""));
        Assert.Equal("25 24", await app.IdsAsync("""{ "orderBy": { "property": "id" }, "orderByAscending": false, "top": 2 }"""));
        Assert.Equal("1 2", await app.IdsAsync("""{ "orderBy": { "property": "id" }, "orderByAscending": true, "top": 2 }"""));
        Assert.Equal("1 2", await app.IdsAsync("""{ "orderByAscending": true, "top": 2 }"""));
    }

    [Fact]
    public async Task Equal_cases_come_by_ascending_id_in_both_directions()
    {
        Assert.Equal("3 7 11", await app.IdsAsync("""{ "orderBy": { "property": "name" }, "top": 3 }"""));
        Assert.Equal("4 8 12", await app.IdsAsync("""{ "orderBy": { "property": "name" }, "orderByAscending": true, "top": 3 }"""));
    }

    [Fact]
    public async Task An_unknown_property_to_sort_by_is_refused_by_name() => Assert.StartsWith(
        "orderBy.property must be a property of cases, is \"colour\". Known: id, name, ",
        await app.RefusedAsync("""{ "orderBy": { "property": "colour" } }""", "orderBy.property"),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_property_of_which_a_case_can_have_several_is_refused_as_order() => Assert.Equal(
        "orderBy.property must be something of which a case has one, is \"roles.Watcher\".",
        await app.RefusedAsync("""{ "orderBy": { "property": "roles.Watcher" } }""", "orderBy.property"));

    [Theory]
    [InlineData("\"dateDue\"", "orderBy", "orderBy must be an object with property, each given once.")]
    [InlineData("[]", "orderBy", "orderBy must be an object with property, each given once.")]
    [InlineData("{ \"property\": 7 }", "orderBy.property", "orderBy.property must be a text, is 7.")]
    public async Task An_order_that_is_no_object_with_a_property_is_refused(string orderBy, string place, string sentence) =>
        Assert.Equal(sentence, await app.RefusedAsync($$"""{ "orderBy": {{orderBy}} }""", place));

    [Theory]
    [InlineData("\"true\"")]
    [InlineData("1")]
    public async Task OrderByAscending_must_be_true_or_false(string value) => Assert.Equal(
        $"orderByAscending must be true or false, is {value}.",
        await app.RefusedAsync($$"""{ "orderByAscending": {{value}} }""", "orderByAscending"));

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var answer = await app.QueryAsync("""{ "top": 0, "skip": -1, "include": ["x"], "filters": [ { "property": "x", "operator": "y" } ], "orderBy": { "property": "z" }, "orderByAscending": 1 }""");

        Assert.Equal(
            ["filters[0].operator", "filters[0].property", "include[0]", "orderBy.property", "orderByAscending", "skip", "top"],
            answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"top\"")]
    [InlineData("{ \"top\": 1, \"top\": 2 }")]
    [InlineData("{ \"top\": 1, \"Top\": 2 }")]
    [InlineData("{ \"\\ud800\": 1 }")]
    public async Task A_body_that_is_no_object_is_refused(string body) =>
        Assert.Equal("The body must be a JSON object whose members are given once.", await app.RefusedAsync(body, "$"));

    [Fact]
    public async Task A_body_that_is_no_text_is_refused() => Assert.Equal(400, (await app.QueryAsync([.. "{ \"top\": \""u8, 0xff, .. "\" }"u8], "application/json")).Status);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_does_not_say_that_it_is_JSON_is_not_read(string? contentType) =>
        Assert.Equal(415, (await app.QueryAsync("{}"u8.ToArray(), contentType)).Status);

    [Fact]
    public async Task A_body_of_a_mebibyte_is_too_large() =>
        Assert.Equal(413, (await app.QueryAsync(Encoding.UTF8.GetBytes($$"""{ "x": "{{new string('x', 1 << 20)}}" }"""), "application/json")).Status);

    private static int Count(JsonElement page, string name) => page.GetProperty(name).GetInt32();
}
