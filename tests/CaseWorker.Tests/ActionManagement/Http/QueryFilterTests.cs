using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Storage;
using CaseWorker.Storage.ActionManagement;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>"Query to get a list of cases": its filters. The values are those of the document's examples where it has any.</summary>
public sealed class QueryFilterTests(SqliteFixture storage) : IAsyncLifetime
{
    private ActionApp app = null!;

    public async ValueTask InitializeAsync()
    {
        app = await ActionApp.StartAsync(await storage.OpenFreshAsync(), StorageRows.Noon);
        await app.StoreAsync(1, """ "Subject":"Printer on fire","ClassificationCode":"C765","CustomProperties":{"email":"zoe@example.org","q1":"9","colour":"Red"} """);
        app.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await app.StoreAsync(2, """ "ServiceId":961,"Subject":"Refund","ProcedureExtRef":"survey","ProcedureOptionExtRef":"example","CustomProperties":{"Country":"Danmark","q1":"10"} """);
        app.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await app.StoreAsync(3, """ "ServiceId":962,"CustomProperties":{"q1":"bad"} """);
        await app.RunAsync(3, new CaseCommand.SetStatus("closed"));
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("id", "eq", "2", "2")]
    [InlineData("id", "ne", "2", "1 3")]
    [InlineData("id", "in", "[3, 1, 9]", "1 3")]
    [InlineData("id", "in", "[]", "")]
    [InlineData("id", "notIn", "[3, 1]", "2")]
    [InlineData("id", "notIn", "[]", "1 2 3")]
    [InlineData("id", "lt", "2", "1")]
    [InlineData("id", "lte", "2", "1 2")]
    [InlineData("id", "gt", "2", "3")]
    [InlineData("id", "gte", "2", "2 3")]
    [InlineData("id", "isNull", "true", "")]
    [InlineData("name", "eq", "\"Refund\"", "2")]
    [InlineData("name", "eq", "\"refund\"", "")]
    [InlineData("name", "eq", "\"Case 3\"", "3")]
    [InlineData("name", "contains", "\"PRINT\"", "1")]
    [InlineData("name", "contains", "\"case\"", "3")]
    [InlineData("name", "contains", "\"%\"", "")]
    [InlineData("workflowId", "eq", "543", "1")]
    [InlineData("workflowId", "in", "[543, 3536]", "1 2")]
    [InlineData("workflowId", "isNull", null, "3")]
    [InlineData("workflowName", "eq", "\"Example workflow 3536\"", "2")]
    [InlineData("workflowName", "eq", "\"example WORKFLOW 3536\"", "2")]
    [InlineData("workflowName", "contains", "\"543\"", "1")]
    [InlineData("workflowName", "ne", "\"Example workflow 543\"", "2 3")]
    [InlineData("triggerId", "eq", "654", "1")]
    [InlineData("triggerName", "eq", "\"Example trigger\"", "2")]
    [InlineData("triggerName", "isNull", "true", "3")]
    [InlineData("cost", "eq", "500", "1")]
    [InlineData("cost", "lt", "300.5", "2")]
    [InlineData("cost", "ne", "500", "2 3")]
    [InlineData("cost", "isNull", "true", "3")]
    [InlineData("isClosed", "eq", "true", "3")]
    [InlineData("isClosed", "ne", "true", "1 2")]
    [InlineData("isClosed", "isNull", "false", "1 2 3")]
    [InlineData("isOverDue", "eq", "false", "1 2 3")]
    [InlineData("dateDue", "isNull", "false", "2")]
    [InlineData("dateDue", "gt", "\"2026-11-22\"", "2")]
    [InlineData("preOverDueDateTime", "isNull", "true", "1 3")]
    [InlineData("postOverDueDateTime", "gte", "\"2027-01-01\"", "2")]
    [InlineData("dateCreated", "eq", "\"2026-11-22T13:00:00Z\"", "2")]
    [InlineData("dateCreated", "eq", "\"2026-11-22T14:00:00+01:00\"", "2")]
    [InlineData("dateCreated", "lt", "\"2026-11-22T13:00:00\"", "1")]
    [InlineData("dateCreated", "in", "[\"2026-11-22T12:00\", \"2026-11-22T14:00:00.000Z\"]", "1 3")]
    [InlineData("dateModified", "lte", "\"2026-11-22T13:00:00Z\"", "1 2")]
    [InlineData("listValues.status", "eq", "\"Completed\"", "3")]
    [InlineData("listValues.status", "eq", "986", "1 2")]
    [InlineData("listValues.status", "in", "[998, \"in progress\"]", "3")]
    [InlineData("listValues.category", "eq", "765", "1")]
    [InlineData("listValues.category", "ne", "765", "2 3")]
    [InlineData("listValues.severity", "isNull", "true", "1 2 3")]
    [InlineData("listValues.Location", "contains", "\"item 764\"", "1 2 3")]
    [InlineData("listValues.custom", "notIn", "[764]", "")]
    [InlineData("roles.Case Manager", "eq", "\"exampleUser8790\"", "1 2 3")]
    [InlineData("roles.Case Manager", "ne", "8790", "")]
    [InlineData("roles.Watcher", "isNull", "true", "1 2 3")]
    [InlineData("dataFields.Customer Email", "eq", "\"zoe@example.org\"", "1")]
    [InlineData("dataFields.email", "contains", "\"EXAMPLE.ORG\"", "1")]
    [InlineData("dataFields.Country", "isNull", "false", "2")]
    [InlineData("dataFields.Country", "eq", "\"\"", "1 3")]
    [InlineData("dataFields.Country", "ne", "\"Danmark\"", "1 3")]
    [InlineData("dataFields.colour", "eq", "\"Red\"", "1")]
    [InlineData("dataFields.Overall satisfaction", "lt", "10", "1")]
    [InlineData("dataFields.Overall satisfaction", "lt", "\"9\"", "2")]
    [InlineData("dataFields.Overall satisfaction", "in", "[10, \"bad\"]", "2 3")]
    [InlineData("dataFields.nobody has it", "isNull", "true", "1 2 3")]
    public async Task A_filter_finds(string property, string operation, string? value, string expected) =>
        Assert.Equal(expected, await app.FoundAsync(property, operation, value));

    [Theory]
    [InlineData("cost", "eq", "isNull")]
    [InlineData("dateDue", "eq", "isNull")]
    [InlineData("listValues.severity", "eq", "isNull")]
    [InlineData("dataFields.Country", "eq", "isNull")]
    public async Task Null_as_a_value_means_a_case_without_it(string property, string equal, string isNull)
    {
        Assert.Equal(await app.FoundAsync(property, isNull, "true"), await app.FoundAsync(property, equal, "null"));
        Assert.Equal(await app.FoundAsync(property, isNull, "false"), await app.FoundAsync(property, "ne", "null"));
        Assert.Equal(await app.FoundAsync(property, isNull, "true"), await app.FoundAsync(property, "in", "[null]"));
        Assert.Equal(await app.FoundAsync(property, isNull, "false"), await app.FoundAsync(property, "notIn", "[null]"));
    }

    [Fact]
    public async Task All_filters_must_hold()
    {
        var both = $"{QueryApp.Filter("id", "gte", "2")}, {QueryApp.Filter("isClosed", "eq", "false")}";

        Assert.Equal("2", await app.IdsAsync($$"""{ "filters": [ {{both}} ] }"""));
        Assert.Equal("", await app.IdsAsync($$"""{ "filters": [ {{both}}, {{QueryApp.Filter("id", "eq", "3")}} ] }"""));
    }

    [Fact]
    public async Task The_total_counts_what_the_filters_find_and_nothing_of_another_hub()
    {
        await app.Rig.StoreAsync(app.Rig.Message("""{"ServiceId":970,"Subject":"Refund"}""", caseId: 4));

        var answer = await app.QueryAsync($$"""{ "filters": [ {{QueryApp.Filter("name", "eq", "\"Refund\"")}} ], "top": 1 }""");
        var theirs = await app.SendAsync(HttpMethod.Post, "/v1/actionmanagement/hubs/97/cases/query", null, ActionCatalog.Other);

        Assert.Equal(1, answer.Json.GetProperty("totalCount").GetInt32());
        Assert.Equal((1, 4), (theirs.Json.GetProperty("totalCount").GetInt32(), theirs.Json.GetProperty("items")[0].GetProperty("id").GetInt32()));
    }

    [Fact]
    public async Task An_item_and_a_cost_that_somebody_chose_are_found_and_those_of_before_are_not()
    {
        await app.Rig.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(Sql.Both("UPDATE SupportCase SET Cost = NULL, IsCostByHand = 1, WorkflowId = 3536 WHERE CaseId = 1"));
                await CaseChoiceStore.SetListValueAsync(session, new CaseListValueRow { CaseId = 1, ListId = 24, ItemId = 876 });
            },
            TestContext.Current.CancellationToken);

        Assert.Equal("1", await app.FoundAsync("listValues.severity", "eq", "\"Critical\""));
        Assert.Equal("1 3", await app.FoundAsync("cost", "isNull", "true"));
        Assert.Equal("1 2", await app.FoundAsync("workflowId", "eq", "3536"));
    }

    [Theory]
    [InlineData("colour")]
    [InlineData("listValues.colour")]
    [InlineData("roles.Nobody")]
    [InlineData("dataFields.")]
    [InlineData("dataFields")]
    [InlineData("")]
    public async Task An_unknown_property_is_refused_by_name(string property) => Assert.StartsWith(
        $"filters[0].property must be a property of cases, is \"{property}\". Known: ",
        await app.RefusedAsync($$"""{ "filters": [ {{QueryApp.Filter(property, "eq", "1")}} ] }""", "filters[0].property"),
        StringComparison.Ordinal);

    [Fact]
    public async Task An_unknown_operator_is_refused_by_name() => Assert.Equal(
        "filters[1].operator must be one of eq, ne, in, notIn, lt, lte, gt, gte, contains, isNull, is \"like\".",
        await app.RefusedAsync($$"""{ "filters": [ {{QueryApp.Filter("id", "eq", "1")}}, {{QueryApp.Filter("name", "like", "\"x\"")}} ] }""", "filters[1].operator"));

    [Theory]
    [InlineData("id", "contains", "eq, ne, in, notIn, lt, lte, gt, gte, isNull")]
    [InlineData("dateDue", "contains", "eq, ne, in, notIn, lt, lte, gt, gte, isNull")]
    [InlineData("isClosed", "lt", "eq, ne, isNull")]
    [InlineData("isOverDue", "in", "eq, ne, isNull")]
    [InlineData("name", "gt", "eq, ne, in, notIn, contains, isNull")]
    [InlineData("workflowName", "lte", "eq, ne, in, notIn, contains, isNull")]
    [InlineData("listValues.status", "gte", "eq, ne, in, notIn, contains, isNull")]
    [InlineData("roles.Watcher", "lt", "eq, ne, in, notIn, contains, isNull")]
    public async Task An_operator_that_makes_no_sense_for_the_property_is_refused_with_those_that_do(string property, string operation, string fitting) => Assert.Equal(
        $"filters[0].operator must be one of {fitting} for {property}, is \"{operation}\".",
        await app.RefusedAsync($$"""{ "filters": [ {{QueryApp.Filter(property, operation, "1")}} ] }""", "filters[0].operator"));

    [Theory]
    [InlineData("id", "eq", null, "must be a whole number, or null with eq, ne, in and notIn for id")]
    [InlineData("id", "eq", "\"7\"", "must be a whole number, or null with eq, ne, in and notIn for id")]
    [InlineData("id", "gt", "1.5", "must be a whole number, or null with eq, ne, in and notIn for id")]
    [InlineData("id", "gt", "null", "must be a whole number, or null with eq, ne, in and notIn for id")]
    [InlineData("id", "eq", "99999999999999999999", "must be a whole number, or null with eq, ne, in and notIn for id")]
    [InlineData("id", "in", "[1, true]", "must be a whole number, or null with eq, ne, in and notIn for id")]
    [InlineData("id", "in", "1", "must be a list of at most 1000 values for id")]
    [InlineData("id", "notIn", null, "must be a list of at most 1000 values for id")]
    [InlineData("cost", "lt", "\"5\"", "must be a number, or null with eq, ne, in and notIn for cost")]
    [InlineData("isClosed", "eq", "\"true\"", "must be true, false or null for isClosed")]
    [InlineData("dateDue", "lt", "\"tomorrow\"", "must be a date or an instant (ISO 8601), or null with eq, ne, in and notIn for dateDue")]
    [InlineData("dateDue", "lt", "\"2026-13-01\"", "must be a date or an instant (ISO 8601), or null with eq, ne, in and notIn for dateDue")]
    [InlineData("dateDue", "lt", "1764000000", "must be a date or an instant (ISO 8601), or null with eq, ne, in and notIn for dateDue")]
    [InlineData("name", "eq", "7", "must be a text or null for name")]
    [InlineData("name", "eq", "\"\\ud800\"", "must be a text or null for name")]
    [InlineData("name", "contains", "\"\"", "must be a text of 1 to 200 characters for name")]
    [InlineData("name", "contains", "null", "must be a text of 1 to 200 characters for name")]
    [InlineData("listValues.status", "eq", "true", "must be the id or the name of an item, or null for listValues.status")]
    [InlineData("roles.Watcher", "in", "[{}]", "must be the id or the name of a user, or null for roles.Watcher")]
    [InlineData("dataFields.email", "eq", "[]", "must be a text or a number, or null with eq, ne, in and notIn for dataFields.email")]
    [InlineData("cost", "isNull", "\"no\"", "must be true, false, or left out for cost")]
    public async Task A_value_of_the_wrong_type_is_refused_by_name(string property, string operation, string? value, string must) => Assert.Equal(
        $"filters[0].value {must}.",
        await app.RefusedAsync($$"""{ "filters": [ {{QueryApp.Filter(property, operation, value)}} ] }""", "filters[0].value"));

    [Theory]
    [InlineData("{}", "filters", "filters must be a list, is {}.")]
    [InlineData("[ \"id\" ]", "filters[0]", "filters[0] must be an object with property, operator and value, each given once.")]
    [InlineData("[ null ]", "filters[0]", "filters[0] must be an object with property, operator and value, each given once.")]
    [InlineData("[ { \"operator\": \"eq\", \"value\": 1 } ]", "filters[0].property", "filters[0].property must be given.")]
    [InlineData("[ { \"property\": \"id\", \"value\": 1 } ]", "filters[0].operator", "filters[0].operator must be given.")]
    [InlineData("[ { \"property\": 7, \"operator\": \"eq\", \"value\": 1 } ]", "filters[0].property", "filters[0].property must be a text, is 7.")]
    [InlineData("[ { \"property\": \"id\", \"operator\": \"eq\", \"value\": 1, \"VALUE\": 2 } ]", "filters[0]", "filters[0] must be an object with property, operator and value, each given once.")]
    public async Task A_filter_that_is_no_filter_is_refused(string filters, string place, string sentence) =>
        Assert.Equal(sentence, await app.RefusedAsync($$"""{ "filters": {{filters}} }""", place));

    [Fact]
    public async Task More_than_20_filters_are_refused()
    {
        var filters = Enumerable.Repeat(QueryApp.Filter("id", "gt", "0"), 20);

        Assert.Equal("3 2 1", await app.IdsAsync($$"""{ "filters": [ {{string.Join(", ", filters)}} ] }"""));
        Assert.Equal(
            "filters must be at most 20 filters, are 21.",
            await app.RefusedAsync($$"""{ "filters": [ {{string.Join(", ", filters.Append(QueryApp.Filter("id", "gt", "0")))}} ] }""", "filters"));
    }

    [Fact]
    public async Task Twenty_data_fields_can_be_asked_for_at_once()
    {
        var filters = Enumerable.Range(0, 20).Select(i => QueryApp.Filter($"dataFields.q{i} of many", "isNull", "true"));

        Assert.Equal("1 2 3", await app.IdsAsync($$"""{ "filters": [ {{string.Join(", ", filters)}} ], "orderBy": { "property": "dataFields.email" }, "orderByAscending": true }"""));
    }

    [Fact]
    public async Task The_answer_is_for_keys_that_may_read_and_only_of_their_hub()
    {
        Assert.Equal(401, (await app.SendAsync(HttpMethod.Post, QueryApp.Route, null, key: null)).Status);
        Assert.Equal(403, (await app.SendAsync(HttpMethod.Post, QueryApp.Route, null, ActionCatalog.Writer)).Status);
        Assert.Equal(404, (await app.SendAsync(HttpMethod.Post, QueryApp.Route, null, ActionCatalog.Other)).Status);
        Assert.Equal(404, (await app.SendAsync(HttpMethod.Post, "/v1/actionmanagement/hubs/98/cases/query", null, ActionCatalog.Bare)).Status);
        Assert.Equal(404, (await app.SendAsync(HttpMethod.Post, "/v1/actionmanagement/hubs/12345/cases/query", null, ActionCatalog.Reader)).Status);
        Assert.Equal(404, (await app.SendAsync(HttpMethod.Post, "/v1/actionmanagement/hubs/x/cases/query", null, ActionCatalog.Reader)).Status);
    }
}
