using System.Text;
using System.Text.Json.Nodes;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Tests.Storage;
using Xunit;
using static CaseWorker.Tests.ActionManagement.Http.CaseHttpTests;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>"Update a case" and "Delete a case" of the document.</summary>
public sealed class UpdateCaseHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task What_can_be_updated_is_in_one_version_and_answered_without_a_body()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7, """ "Subject":"Printer" """);
        app.Rig.Clock.Advance(TimeSpan.FromHours(1));

        var answer = await app.PutAsync(7, """
            {"name":"Scanner","workflowId":3536,"cost":12.5,"dateDue":"2026-12-01T00:00:00+00:00",
             "listValues":[{"listId":24,"id":876},{"listId":25,"id":765,"subCategoryId":9087},{"listId":27,"id":777}],
             "roles":[{"id":3456,"users":[{"id":9870},{"id":8788}]},{"id":3457,"users":[{"id":8790}]}]}
            """);

        Assert.Equal((204, "", "\"2\""), (answer.Status, answer.Text, answer.Header("ETag")));
        var json = await app.CaseAsync(7);
        Assert.Equal(
            ("Scanner", 3536, "12.5", "2026-12-01T00:00:00+00:00", "2026-11-22T13:00:00+00:00"),
            (json.GetProperty("name").GetString(), json.GetProperty("workflowId").GetInt32(), json.GetProperty("cost").GetRawText(), json.GetProperty("dateDue").GetString(), json.GetProperty("dateModified").GetString()));
        Assert.Equal(("986 876 765 777", "9870 8788|8790"), (ItemIds(json), Users(json)));
        Assert.Equal(
            [
                "Case created", "Assigned to exampleUser8790", "Changed by full: subject, workflowId, cost, listValues, roles",
                "Due date set to 2026-12-01 00:00:00 UTC by full", "Assigned to exampleUser9870",
            ],
            await NotesAsync(app, 7));
        Assert.Equal(["CaseCreated", "CaseAssigned", "CaseUpdated", "CaseAssigned"], await EventsAsync(app, 7));
        Assert.Equal("manual", (await app.Rig.QueryAsync<string>("SELECT Cause FROM CaseAssignment WHERE CaseId = 7 ORDER BY Ordinal"))[^1]);
    }

    [Fact]
    public async Task An_absent_member_is_unchanged()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7, "\"ServiceId\":961,\"Subject\":\"Printer\"");
        await app.PutAsync(7, """{"listValues":[{"listId":25,"id":765,"subCategoryId":9087}],"roles":[{"id":3457,"users":[{"id":8790}]}],"cost":3}""");
        var before = JsonNode.Parse((await app.GetAsync("/cases/7")).Text)!;

        Assert.Equal(204, (await app.PutAsync(7, """{"name":"Scanner","listValues":[{"listId":24,"id":875}],"roles":[{"id":3456}]}""")).Status);

        var after = JsonNode.Parse((await app.GetAsync("/cases/7")).Text)!;
        before["name"] = "Scanner";
        before["listValues"]!.AsArray().Insert(1, JsonNode.Parse("""{"listId":24,"id":875,"name":"Normal","type":"severity","isHigh":false}"""));
        Example.Equal(before, after.ToJsonString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"listValues":null,"roles":null}""")]
    [InlineData("""{"listValues":[],"roles":[]}""")]
    public async Task Nothing_asked_changes_nothing(string body)
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);

        Assert.Equal((204, "\"1\""), (await app.PutAsync(7, body)) is var answer ? (answer.Status, answer.Header("ETag")) : default);
    }

    [Fact]
    public async Task What_was_read_and_is_sent_back_changes_nothing_and_pins_nothing()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7, """ "ProcedureExtRef":"survey","ClassificationCode":"S9087" """);
        await app.StoreAsync(8, "\"ServiceId\":961");
        await app.RunAsync(8, new CaseCommand.SetStatus("closed"));
        await app.ApplyAsync(""" "reps": [ { "id": 8790, "userName": "exampleUser8790", "active": false } ] """);

        foreach (var id in new[] { 7, 8 })
        {
            var read = await app.GetAsync($"/cases/{id}");
            var answer = await app.PutAsync(id, read.Text, headers: ("If-Match", read.Header("ETag")));
            Assert.Equal((204, read.Header("ETag")), (answer.Status, answer.Header("ETag")));
        }

        Assert.Equal([(null, null)], (await app.Rig.QueryAsync<Chosen>("SELECT WorkflowId, Cost FROM SupportCase WHERE CaseId = 7")).Select(row => (row.WorkflowId, row.Cost)));
        Assert.Equal((0, 0), (await app.Rig.CountAsync("CaseListValue"), await app.Rig.CountAsync("CaseRoleUser")));
    }

    [Fact]
    public async Task Null_clears_the_due_date_and_the_cost_although_the_service_has_them()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7, "\"ServiceId\":961");

        Assert.Equal(204, (await app.PutAsync(7, """{"dateDue":null,"cost":null}""")).Status);

        var json = JsonNode.Parse((await app.GetAsync("/cases/7")).Text)!;
        Assert.Equal((null, null, null, null), (json["dateDue"], json["preOverDueDateTime"], json["postOverDueDateTime"], json["cost"]));
        Assert.Equal("\"2\"", (await app.PutAsync(7, """{"dateDue":null,"cost":null}""")).Header("ETag"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"ProcedureExtRef\":\"survey\"")]
    [InlineData("\"ServiceId\":962")]
    public async Task Null_takes_the_workflow_away_whoever_gave_it(string members)
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7, members);
        await app.PutAsync(7, """{"workflowId":3536}""");

        Assert.Equal(204, (await app.PutAsync(7, """{"workflowId":null}""")).Status);

        var read = await app.GetAsync("/cases/7");
        Assert.Null((int?)JsonNode.Parse(read.Text)!["workflowId"]);
        Assert.Equal(read.Header("ETag"), (await app.PutAsync(7, read.Text)).Header("ETag"));
        Assert.Equal(204, (await app.PutAsync(7, """{"workflowId":543}""")).Status);
        Assert.Equal(543, (int?)JsonNode.Parse((await app.GetAsync("/cases/7")).Text)!["workflowId"]);
    }

    [Fact]
    public async Task What_the_document_calls_not_updatable_is_ignored()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7, "\"ServiceId\":961,\"ClassificationCode\":\"S9087\"");
        var before = await app.GetAsync("/cases/7");

        var answer = await app.PutAsync(7, """
            {"id":9,"isClosed":true,"isOverDue":true,"dateCreated":"2000-01-01T00:00:00Z","dateModified":7,"triggerId":7315,"triggerName":"x","workflowName":{},
             "preOverDueDateTime":"2000-01-01T00:00:00Z","postOverDueDateTime":null,"dataFields":[{"id":5423,"value":"x"}],"source":{"responseId":1},"links":null,"unknown":[1],
             "listValues":[{"listId":23,"id":986,"name":"x","type":"custom","isOpen":false},{"listId":25,"id":765,"subCategoryId":9087,"subCategoryName":"x","isHigh":true}],
             "roles":[{"id":3456,"caseId":9,"name":"x","workflowRoleIsActive":true,"users":[{"id":8790,"userName":"x","isActive":false,"links":{}}]}]}
            """);

        Assert.Equal((204, "\"1\""), (answer.Status, answer.Header("ETag")));
        Assert.Equal(before.Text, (await app.GetAsync("/cases/7")).Text);
    }

    [Fact]
    public async Task An_item_that_is_not_open_closes_the_case_and_an_open_one_opens_it_again_in_a_new_cycle()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);

        await app.PutAsync(7, """{"listValues":[{"listId":23,"id":998}]}""");
        Assert.True((await app.CaseAsync(7)).GetProperty("isClosed").GetBoolean());
        Assert.Equal("CaseClosed", (await EventsAsync(app, 7))[^1]);

        await app.PutAsync(7, """{"listValues":[{"listId":23,"id":987}]}""");
        var json = await app.CaseAsync(7);
        Assert.Equal((false, "987 778 764", "8790|"), (json.GetProperty("isClosed").GetBoolean(), ItemIds(json), Users(json)));
        Assert.Equal([("open", 2)], (await app.Rig.QueryAsync<State>("SELECT Status, Cycle FROM SupportCase WHERE CaseId = 7")).Select(row => (row.Status, row.Cycle)));
        Assert.Equal("CaseReopened", (await EventsAsync(app, 7))[^1]);
    }

    [Fact]
    public async Task A_due_date_in_the_future_after_a_breach_begins_a_new_cycle()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7, "\"ServiceId\":961");
        app.Rig.Clock.Advance(TimeSpan.FromDays(92));

        await app.PutAsync(7, """{"dateDue":"2028-01-01"}""");

        var json = await app.CaseAsync(7);
        Assert.Equal(("2028-01-01T00:00:00+00:00", "2027-12-01T00:00:00+00:00", "2028-01-11T00:00:00+00:00", false), (json.GetProperty("dateDue").GetString(), json.GetProperty("preOverDueDateTime").GetString(), json.GetProperty("postOverDueDateTime").GetString(), json.GetProperty("isOverDue").GetBoolean()));
        Assert.Equal([2], await app.Rig.QueryAsync<int>("SELECT Cycle FROM SupportCase WHERE CaseId = 7"));
        Assert.Contains("CaseOverdue", await EventsAsync(app, 7));
    }

    [Fact]
    public async Task The_first_user_of_the_assignee_role_becomes_the_rep_and_the_others_stay_behind()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);

        await app.PutAsync(7, """{"roles":[{"id":3456,"users":[{"id":8790},{"id":9870},{"id":9870},{"id":8788}]}]}""");
        Assert.Equal("8790 9870 8788|", Users(await app.CaseAsync(7)));
        Assert.Equal("CaseUpdated", (await EventsAsync(app, 7))[^1]);

        await app.PutAsync(7, """{"roles":[{"id":3456,"users":[{"id":9870},{"id":8790}]}]}""");
        Assert.Equal("9870 8790|", Users(await app.CaseAsync(7)));
        Assert.Equal([9870], await app.Rig.QueryAsync<int>("SELECT RepId FROM SupportCase WHERE CaseId = 7"));
    }

    [Fact]
    public async Task An_empty_assignee_role_gives_the_case_back_to_the_line()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);

        await app.PutAsync(7, """{"roles":[{"id":3456,"users":[]}]}""");

        Assert.Equal("|", Users(await app.CaseAsync(7)));
        Assert.Equal([1], await app.Rig.QueryAsync<int>("SELECT Waiting FROM SupportCase WHERE CaseId = 7"));
        Assert.Equal([1], await app.Rig.QueryAsync<int>("SELECT Waiting FROM Department WHERE DepartmentId = 960"));
        Assert.Equal("CaseUnassigned", (await EventsAsync(app, 7))[^1]);
    }

    [Fact]
    public async Task An_inactive_user_can_stay_in_a_role_but_not_come_into_it()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        await app.PutAsync(7, """{"roles":[{"id":3457,"users":[{"id":8788}]}]}""");
        await app.ApplyAsync(""" "reps": [ { "id": 8788, "userName": "exampleUser8788", "active": false } ] """);

        Assert.Equal(204, (await app.PutAsync(7, """{"roles":[{"id":3457,"users":[{"id":9870},{"id":8788}]}]}""")).Status);
        Assert.Equal(400, (await app.PutAsync(7, """{"roles":[{"id":3456,"users":[{"id":8790},{"id":8788}]}]}""")).Status);
    }

    [Theory]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":" "}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"workflowId":544}""", "workflowId")]
    [InlineData("""{"workflowId":"543"}""", "workflowId")]
    [InlineData("""{"cost":"5"}""", "cost")]
    [InlineData("""{"cost":0.00001}""", "cost")]
    [InlineData("""{"cost":1e300}""", "cost")]
    [InlineData("""{"dateDue":"tomorrow"}""", "dateDue")]
    [InlineData("""{"dateDue":5}""", "dateDue")]
    [InlineData("""{"dateDue":"10000-01-01T00:00:00Z"}""", "dateDue")]
    [InlineData("""{"listValues":{}}""", "listValues")]
    [InlineData("""{"listValues":[5]}""", "listValues")]
    [InlineData("""{"listValues":[{"id":986}]}""", "listValues[0].listId")]
    [InlineData("""{"listValues":[{"listId":26,"id":986}]}""", "listValues[0].listId")]
    [InlineData("""{"listValues":[{"listId":23}]}""", "listValues[0].id")]
    [InlineData("""{"listValues":[{"listId":23,"id":null}]}""", "listValues[0].id")]
    [InlineData("""{"listValues":[{"listId":24,"id":876},{"listId":23,"id":876}]}""", "listValues[1].id")]
    [InlineData("""{"listValues":[{"listId":25,"id":778,"subCategoryId":9087}]}""", "listValues[0].subCategoryId")]
    [InlineData("""{"listValues":[{"listId":23,"id":986},{"listId":23,"id":998}]}""", "listValues[1].listId")]
    [InlineData("""{"roles":"x"}""", "roles")]
    [InlineData("""{"roles":[{"users":[]}]}""", "roles[0].id")]
    [InlineData("""{"roles":[{"id":1,"users":[]}]}""", "roles[0].id")]
    [InlineData("""{"roles":[{"id":3457,"users":7}]}""", "roles[0].users")]
    [InlineData("""{"roles":[{"id":3457,"users":[{"userName":"seller"}]}]}""", "roles[0].users[0].id")]
    [InlineData("""{"roles":[{"id":3457,"users":[{"id":1}]}]}""", "roles[0].users")]
    [InlineData("""{"roles":[{"id":3457,"users":[{"id":9700}]}]}""", "roles[0].users")]
    [InlineData("""{"roles":[{"id":3456,"users":[{"id":9871}]}]}""", "roles")]
    [InlineData("""{"roles":[{"id":3457,"users":[]},{"id":3457,"users":[]}]}""", "roles[1].id")]
    [InlineData("""[]""", "$")]
    [InlineData("""null""", "$")]
    [InlineData("""{"name":"a","name":"b"}""", "$")]
    [InlineData("""{"name":""", "$")]
    [InlineData("", "$")]
    public async Task What_can_not_be_is_refused_by_name_and_changes_nothing(string body, string field)
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        var before = await app.GetAsync("/cases/7");

        var answer = await app.PutAsync(7, body);

        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.StartsWith(field, answer.Json.GetProperty("errors").EnumerateObject().Single().Name, StringComparison.Ordinal);
        Assert.Equal((before.Text, before.Header("ETag")), ((await app.GetAsync("/cases/7")) is var after ? (after.Text, after.Header("ETag")) : default));
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_shapes_is_told_at_once()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);

        var answer = await app.PutAsync(7, """{"name":null,"cost":"x","dateDue":1,"listValues":[{}]}""");

        Assert.Equal(["name", "cost", "dateDue", "listValues[0].listId", "listValues[0].id"], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task The_rep_of_a_closed_case_stays()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        await app.RunAsync(7, new CaseCommand.SetStatus("closed"));

        Assert.Equal(400, (await app.PutAsync(7, """{"roles":[{"id":3456,"users":[{"id":9870}]}]}""")).Status);
        Assert.Equal(204, (await app.PutAsync(7, """{"roles":[{"id":3456,"users":[{"id":9870}]}],"listValues":[{"listId":23,"id":986}]}""")).Status);
        Assert.Equal("9870|", Users(await app.CaseAsync(7)));
    }

    [Fact]
    public async Task A_stale_version_is_answered_412_and_a_right_one_or_any_is_not()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);

        Assert.Equal(412, (await app.PutAsync(7, """{"cost":1}""", headers: ("If-Match", "\"2\""))).Status);
        Assert.Equal(412, (await app.PutAsync(7, """{"cost":1}""", headers: ("If-Match", "x"))).Status);
        Assert.Equal(412, (await app.PutAsync(7, """{"cost":1}""", headers: ("If-Match", "W/\"1\""))).Status);
        Assert.Equal(204, (await app.PutAsync(7, """{"cost":1}""", headers: ("If-Match", "\"1\""))).Status);
        Assert.Equal(412, (await app.DeleteAsync(7, headers: ("If-Match", "\"1\""))).Status);
        Assert.Equal(204, (await app.PutAsync(7, """{"cost":2}""", headers: ("If-Match", "*"))).Status);
        Assert.Equal(204, (await app.DeleteAsync(7, headers: ("If-Match", "\"1\", \"3\""))).Status);
    }

    [Fact]
    public async Task A_deleted_case_is_gone_with_all_that_was_chosen_and_leaves_a_tombstone()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        await app.PutAsync(7, """{"listValues":[{"listId":24,"id":876}],"roles":[{"id":3457,"users":[{"id":8790}]}]}""");

        var answer = await app.DeleteAsync(7);

        Assert.Equal((204, ""), (answer.Status, answer.Text));
        Assert.Equal((404, 404, 404), ((await app.GetAsync("/cases/7")).Status, (await app.DeleteAsync(7)).Status, (await app.PutAsync(7, "{}")).Status));
        Assert.Equal(["full"], await app.Rig.QueryAsync<string>("SELECT DeletedBy FROM Tombstone WHERE CaseId = 7"));
        Assert.Equal((0, 0), (await app.Rig.CountAsync("CaseListValue"), await app.Rig.CountAsync("CaseRoleUser")));
    }

    [Fact]
    public async Task Another_hubs_case_is_neither_updated_nor_deleted()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        await app.StoreAsync(8, "\"ServiceId\":970");

        Assert.Equal((404, 404), ((await app.PutAsync(8, """{"name":"x"}""")).Status, (await app.DeleteAsync(8)).Status));
        Assert.Equal((404, 404), ((await app.PutAsync(7, """{"name":"x"}""", ActionCatalog.Other)).Status, (await app.DeleteAsync(7, ActionCatalog.Other)).Status));
        Assert.Equal([1, 1], await app.Rig.QueryAsync<int>("SELECT RowVersion FROM SupportCase"));
    }

    [Fact]
    public async Task Reading_and_writing_need_their_scopes()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);

        foreach (var path in new[] { "/cases/7", "/cases/7/notes", "/cases/7/notes/1", "/notes", "/lists", "/roles" })
            Assert.Equal((401, 403), ((await app.GetAsync(path, key: null)).Status, (await app.GetAsync(path, ActionCatalog.Writer)).Status));

        Assert.Equal((401, 403), ((await app.PutAsync(7, "{}", key: null)).Status, (await app.PutAsync(7, "{}", ActionCatalog.Reader)).Status));
        Assert.Equal((401, 403), ((await app.DeleteAsync(7, key: null)).Status, (await app.DeleteAsync(7, ActionCatalog.Reader)).Status));
        Assert.Equal((204, 204), ((await app.PutAsync(7, "{}", ActionCatalog.Writer)).Status, (await app.DeleteAsync(7, ActionCatalog.Writer)).Status));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public async Task A_body_may_begin_with_a_byte_order_mark_and_be_written_as_it_says(string charset)
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        var encoding = Encoding.GetEncoding(charset);
        using var content = new ByteArrayContent([.. encoding.Preamble, .. encoding.GetBytes("""{"name":"Größe"}""")]);
        content.Headers.ContentType = new("application/json", charset);

        Assert.Equal(204, (await app.SendAsync(HttpMethod.Put, ActionApp.Hub + "/cases/7", content, ActionCatalog.Full)).Status);
        Assert.Equal("Größe", (await app.CaseAsync(7)).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("/V1/ActionManagement/Hubs/96/Cases/7")]
    [InlineData("/v1/actionmanagement/hubs/96/cases/7/")]
    public async Task Addresses_are_read_in_any_case_and_with_a_slash_at_the_end(string path)
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        using var content = new StringContent("""{"name":"x"}""", Encoding.UTF8, "application/json");

        Assert.Equal(204, (await app.SendAsync(HttpMethod.Put, path, content, ActionCatalog.Full)).Status);
        Assert.Equal(200, (await app.SendAsync(HttpMethod.Get, path, null, ActionCatalog.Full)).Status);
    }

    [Fact]
    public async Task Members_are_read_in_any_case_of_their_letters()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);

        Assert.Equal(204, (await app.PutAsync(7, """{"Name":"Scanner","Cost":3,"ListValues":[{"ListId":24,"Id":876}],"Roles":[{"Id":3457,"Users":[{"Id":8790}]}]}""")).Status);

        var json = await app.CaseAsync(7);
        Assert.Equal(("Scanner", 3, "986 876 778 764", "8790|8790"), (json.GetProperty("name").GetString(), json.GetProperty("cost").GetInt32(), ItemIds(json), Users(json)));
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_415()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        using var content = new StringContent("name=x");

        Assert.Equal(415, (await app.SendAsync(HttpMethod.Put, ActionApp.Hub + "/cases/7", content, ActionCatalog.Full)).Status);
    }

    private static Task<List<string>> NotesAsync(ActionApp app, int caseId) =>
        app.Rig.QueryAsync<string>("SELECT Text FROM CaseNote WHERE CaseId = @caseId ORDER BY NoteId", new { caseId });

    private static Task<List<string>> EventsAsync(ActionApp app, int caseId) =>
        app.Rig.QueryAsync<string>("SELECT EventName FROM Outbox WHERE CaseId = @caseId ORDER BY OutboxId", new { caseId });

    private sealed record Chosen
    {
        public int? WorkflowId { get; init; }
        public double? Cost { get; init; }
    }

    private sealed record State
    {
        public string Status { get; init; } = "";
        public int Cycle { get; init; }
    }
}
