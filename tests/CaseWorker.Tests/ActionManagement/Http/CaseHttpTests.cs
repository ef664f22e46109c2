using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorker.Gateway.ActionManagement;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Storage;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>"Get a case" of the document, and cases as items of a list.</summary>
public sealed class CaseHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string Properties = """{"email":"example.email@example.org","q1":"Low","Country":"Canada"}""";

    [Fact]
    public async Task A_case_is_answered_as_in_the_example()
    {
        await using var app = await ActionApp.StartAsync(Database, At("2021-10-01T00:00:00Z"));
        await app.StoreAsync(2009631, $"\"ServiceId\":961,\"Subject\":\"Example case\",\"ProcedureExtRef\":\"survey\",\"ProcedureOptionExtRef\":\"example\",\"CustomProperties\":{Properties}");
        app.Rig.Clock.SetUtcNow(At("2021-10-04T00:00:00Z"));
        await app.PutAsync(2009631, """{"listValues":[{"listId":23,"id":987},{"listId":24,"id":876},{"listId":25,"id":765,"subCategoryId":9087}],"roles":[{"id":3456,"users":[{"id":8790},{"id":8788}]},{"id":3457,"users":[{"id":8788},{"id":9870}]}]}""");
        await app.ApplyAsync(""" "reps": [ { "id": 8788, "userName": "exampleUser8788", "active": false } ] """);

        var answer = await app.GetAsync("/cases/2009631");

        Assert.Equal((200, "\"2\""), (answer.Status, answer.Header("ETag")));
        Example.Equal(Example.Read("case"), answer.Text);
    }

    [Fact]
    public async Task Items_of_a_list_of_cases_are_as_in_the_example()
    {
        await using var app = await ActionApp.StartAsync(Database, At("2021-09-01T15:00:00Z"));
        await app.StoreAsync(345543, """ "Subject":"Example case 345543","CustomProperties":{"q1":"Medium","q5":"France"} """);
        await app.PutAsync(345543, """{"listValues":[{"listId":23,"id":998},{"listId":24,"id":876},{"listId":27,"id":777}],"roles":[{"id":3456,"users":[{"id":9870}]}]}""");
        app.Rig.Clock.SetUtcNow(At("2021-09-30T13:00:00Z"));
        await app.StoreAsync(345678, $"\"Subject\":\"Example case 345678\",\"ClassificationCode\":\"S9087\",\"CustomProperties\":{Properties}");
        await app.PutAsync(345678, """{"listValues":[{"listId":23,"id":987},{"listId":24,"id":876}],"roles":[{"id":3456,"users":[{"id":8790},{"id":8788}]},{"id":3457,"users":[{"id":8788},{"id":9870}]}]}""");
        await app.ApplyAsync(""" "reps": [ { "id": 8788, "userName": "exampleUser8788", "active": false } ] """);

        var items = await ItemsAsync(app, [345678, 345543], CaseIncludes.All);

        var page = JsonSerializer.Serialize(ItemPage<CaseListItem>.Of("CaseListItem", items, 2500), ActionManagementJson.Plain.ItemPageCaseListItem);
        Example.Equal(Example.Read("query"), page);
    }

    [Fact]
    public async Task What_is_not_included_in_a_list_item_is_null_and_the_order_of_ids_is_kept()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        await app.StoreAsync(8);

        var items = await ItemsAsync(app, [8, 99, 7], CaseIncludes.Roles);

        Assert.Equal([8, 7], items.Select(item => item.Id));
        Assert.All(items, item => Assert.True(item is { ListValues: null, Roles: not null, DataFields: null }));
        var json = JsonNode.Parse(JsonSerializer.Serialize(items[0], ActionManagementJson.Plain.CaseListItem))!.AsObject();
        Assert.True(json.ContainsKey("listValues") && json.ContainsKey("dataFields"));
    }

    [Fact]
    public async Task Every_property_is_there_when_there_is_no_value_and_nested_ones_are_left_out()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.ApplyAsync(""" "workflows": [], "dataFields": [ { "id": 5426, "name": "Shop" } ] """);
        await app.StoreAsync(7, """ "ServiceId":962,"CustomProperties":{"colour":"red"} """);

        var json = JsonNode.Parse((await app.GetAsync("/cases/7")).Text)!.AsObject();

        Assert.Equal(Example.Read("case").Select(member => member.Key), json.Select(member => member.Key));
        Assert.Equal(
            ["workflowId", "cost", "triggerId", "triggerName", "dateDue", "preOverDueDateTime", "postOverDueDateTime"],
            json.Where(member => member.Value is null).Select(member => member.Key));
        Assert.Equal("Case 7", (string)json["name"]!);
        Assert.Equal(
            """[{"listId":23,"id":986,"name":"Not Started","type":"status","isOpen":true},{"listId":25,"id":778,"name":"Example category 778","type":"category"},{"listId":27,"id":764,"name":"Example custom list item 764","type":"custom"}]""",
            json["listValues"]!.ToJsonString());
        Assert.Equal(
            [
                """{"id":5423,"caseId":7,"name":"Customer Email","value":"","questionName":"email"}""",
                """{"id":5424,"caseId":7,"name":"Overall satisfaction","value":"","questionName":"q1"}""",
                """{"id":5425,"caseId":7,"name":"Country","value":"","questionName":"q5"}""",
                """{"id":5426,"caseId":7,"name":"Shop","value":"","questionName":null}""",
                """{"id":0,"caseId":7,"name":"colour","value":"red","questionName":null}""",
            ],
            json["dataFields"]!.AsArray().Select(field => field!.ToJsonString()));
    }

    [Fact]
    public async Task The_sources_of_a_case_are_service_procedure_option_and_classification()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7, """ "ProcedureExtRef":"survey","ProcedureOptionExtRef":"example","ClassificationCode":"C765" """);

        var json = await app.CaseAsync(7);

        Assert.Equal((3536, 7315, "Example trigger", 500), (json.GetProperty("workflowId").GetInt32(), json.GetProperty("triggerId").GetInt32(), json.GetProperty("triggerName").GetString(), json.GetProperty("cost").GetInt32()));
        Assert.Equal("500", json.GetProperty("cost").GetRawText());
        Assert.Equal("986 765 764", ItemIds(json));
    }

    [Fact]
    public async Task The_status_item_follows_what_is_done_through_other_apis()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        Assert.Equal("986 778 764", ItemIds(await app.CaseAsync(7)));

        app.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunAsync(7, new CaseCommand.SetStatus("open"));
        Assert.Equal("987 778 764", ItemIds(await app.CaseAsync(7)));
        await app.RunAsync(7, new CaseCommand.SetStatus("closed"));

        var json = await app.CaseAsync(7);
        Assert.Equal(("998 778 764", true, "2026-11-22T12:01:00+00:00"), (ItemIds(json), json.GetProperty("isClosed").GetBoolean(), json.GetProperty("dateModified").GetString()));
    }

    [Fact]
    public async Task The_assignee_role_mirrors_the_rep_whoever_gave_the_case()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        Assert.Equal("8790|", Users(await app.CaseAsync(7)));

        await app.RunAsync(7, new CaseCommand.Transfer(961, null));

        Assert.Equal("9871|", Users(await app.CaseAsync(7)));
    }

    [Fact]
    public async Task IsOverDue_and_its_dates_are_those_of_the_due_policy()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7, "\"ServiceId\":961");
        app.Rig.Clock.Advance(TimeSpan.FromDays(92));
        await app.RunAsync(7, new CaseCommand.SetStatus("closed"));

        var json = await app.CaseAsync(7);

        Assert.True(json.GetProperty("isOverDue").GetBoolean());
        Assert.Equal(
            ("2027-02-21T12:00:00+00:00", "2027-01-21T12:00:00+00:00", "2027-03-03T12:00:00+00:00"),
            (json.GetProperty("dateDue").GetString(), json.GetProperty("preOverDueDateTime").GetString(), json.GetProperty("postOverDueDateTime").GetString()));
    }

    [Fact]
    public async Task Links_begin_with_the_host_that_was_asked_when_there_is_no_public_url()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon, publicUrl: "");
        await app.StoreAsync(7);

        var links = (await app.CaseAsync(7)).GetProperty("links");

        Assert.Equal($"{app.Address}v1/actionmanagement/hubs/96/cases/7", links.GetProperty("self").GetString());
        Assert.Equal($"{app.Address}v1/actionmanagement/hubs/96/cases/7/notes", links.GetProperty("notes").GetString());
    }

    [Fact]
    public async Task Users_of_a_hub_without_a_list_of_users_have_no_link()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon, publicUrl: "https://cases.example.org/base/");
        await app.StoreAsync(7, "\"ServiceId\":970");

        var answer = await app.SendAsync(HttpMethod.Get, "/v1/actionmanagement/hubs/97/cases/7", null, ActionCatalog.Other);

        Assert.Equal("{}", answer.Json.GetProperty("roles")[0].GetProperty("users")[0].GetProperty("links").GetRawText());
        Assert.Equal("https://cases.example.org/base/v1/actionmanagement/hubs/97/cases/7", answer.Json.GetProperty("links").GetProperty("self").GetString());
    }

    [Fact]
    public async Task A_case_that_is_unknown_on_its_way_or_another_hubs_is_not_found()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7, "\"ServiceId\":970");

        foreach (var id in new[] { 7, 8, 0, -1 })
            Assert.Equal(404, (await app.GetAsync($"/cases/{id}")).Status);

        Assert.Equal(404, (await app.GetAsync("/cases/99999999999")).Status);
    }

    internal static string ItemIds(JsonElement json) => string.Join(' ', json.GetProperty("listValues").EnumerateArray().Select(value => value.GetProperty("id").GetInt32()));

    internal static string Users(JsonElement json) => string.Join('|', json.GetProperty("roles").EnumerateArray()
        .Select(role => string.Join(' ', role.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("id").GetInt32()))));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    private Task<List<CaseListItem>> ItemsAsync(ActionApp app, int[] ids, CaseIncludes includes)
    {
        var rendering = new CaseRendering(app.Rig.Catalogs.Current.FindProgram(ActionCatalog.HubId)!, new ActionLinks("http://example.org", ActionCatalog.HubId, 906));
        return Database.ReadAsync(session => rendering.ReadItemsAsync(session, ids, includes), Cancellation);
    }
}
