using CaseWorker.Tests.CasesApi.Http;
using CaseWorker.Tests.HelpCenter.Http;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.FourViews;

/// <summary>A change that is made through one API is seen through the others: in its dates, its history and its events.</summary>
public sealed class ChangedOnceTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string HelpCenter = "/helpcenter/case/case-1";
    private const string Program = "/v1/actionmanagement/hubs/1/cases/1";

    private static readonly DateTimeOffset Later = Noon.AddMinutes(1);

    [Theory]
    [InlineData("/api/cases/1/close", "", "")]
    [InlineData("/api/cases/1/status", "status", "closed")]
    [InlineData("/api/v1/cases/1/close", "", "")]
    [InlineData("/api/v1/cases/1/status", "status", "closed")]
    [InlineData(HelpCenter, "state", "CLOSED")]
    [InlineData(Program, "status", "3")]
    public async Task A_case_that_is_closed_is_closed_for_all(string path, string name, string value)
    {
        await using var app = await StartAsync();

        await ChangeAsync(app, path, name, value);

        var seen = await CaseViews.SeeAsync(app, 1);
        Assert.Equal(("closed closed Done CLOSED", Later), (seen.Statuses, seen.UpdatedAt));
        Assert.Equal(("2026-11-22T12:01:00.000Z", "2026-11-22 12:01:00"), (seen.Own.GetProperty("closedAt").GetString(), seen.CasesApi.GetProperty("date_closed").GetString()));
        Assert.Equal("2026-11-22 12:01:00", seen.CasesApi.GetProperty("date_firstresponse").GetString());
        Assert.True(seen.Program.GetProperty("isClosed").GetBoolean());
        Assert.False(seen.HelpCenter.GetProperty("actionNeeded").GetBoolean());
        Assert.Equal(("CaseClosed", "Closed by desk"), (seen.Events[^1], seen.Notes[^1]));
    }

    [Theory]
    [InlineData("/api/cases/1/reopen", "", "")]
    [InlineData("/api/v1/cases/1/reopen", "", "")]
    [InlineData("/api/v1/cases/1/status", "status", "new")]
    [InlineData(HelpCenter, "state", "UNHANDLED")]
    [InlineData(Program, "status", "1")]
    public async Task A_case_that_is_reopened_is_new_for_all(string path, string name, string value)
    {
        await using var app = await StartAsync();
        await ChangeAsync(app, "/api/cases/1/close", "", "");
        app.Rig.Clock.Advance(TimeSpan.FromMinutes(1));

        await ChangeAsync(app, path, name, value);

        var seen = await CaseViews.SeeAsync(app, 1);
        Assert.Equal(("new new Not Started UNHANDLED", Later.AddMinutes(1)), (seen.Statuses, seen.UpdatedAt));
        Assert.Equal((2, ""), (seen.Own.GetProperty("cycle").GetInt32(), seen.CasesApi.GetProperty("date_closed").ToString()));
        Assert.True(seen.HelpCenter.GetProperty("actionNeeded").GetBoolean());
        Assert.Equal(("CaseReopened", "Reopened by desk"), (seen.Events[^1], seen.Notes[^1]));
    }

    [Theory]
    [InlineData("/api/cases/1/status", "status", "open")]
    [InlineData("/api/v1/cases/1/status", "status", "open")]
    [InlineData(HelpCenter, "state", "HANDLING")]
    [InlineData(Program, "status", "2")]
    public async Task A_case_that_waits_for_its_customer_does_so_for_all(string path, string name, string value)
    {
        await using var app = await StartAsync();

        await ChangeAsync(app, path, name, value);

        var seen = await CaseViews.SeeAsync(app, 1);
        Assert.Equal(("open open Waiting HANDLING", Later), (seen.Statuses, seen.UpdatedAt));
        Assert.Equal(("CaseUpdated", "Status changed to open by desk"), (seen.Events[^1], seen.Notes[^1]));
    }

    [Theory]
    [InlineData("/api/cases/1/notes", "text")]
    [InlineData("/api/v1/cases/1/addnote", "note")]
    public async Task A_note_is_read_by_all(string path, string name)
    {
        await using var app = await StartAsync();

        var answer = path.StartsWith("/api/v1", StringComparison.Ordinal)
            ? await app.SendAsync(HttpMethod.Post, path, CasesApiApp.Form(("title", "T"), ("type", "note"), (name, "Have you tried water?")))
            : await app.PostAsync(path, $$"""{"{{name}}":"Have you tried water?"}""");
        Assert.InRange(answer.Status, 200, 201);

        var seen = await CaseViews.SeeAsync(app, 1);
        Assert.Equal(Later, seen.UpdatedAt);
        Assert.Equal(["INCOMING : It burns", "COMMENT desk: Have you tried water?"], seen.Messages);
        Assert.Equal(("CaseNoteAdded", "Have you tried water?"), (seen.Events[^1], seen.Notes[^1]));
        Assert.EndsWith("Have you tried water?", seen.Comments[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_that_is_imported_is_read_by_all_and_moves_no_date()
    {
        await using var app = await StartAsync();

        var answer = await app.SendAsync(HttpMethod.Post, "/api/v1/cases/1/history", CasesApiApp.Form(
            ("history", """[{"type":"email","to":"desk@example.com","from":"zoe@example.org","subject":"Re","body":"Still hot","date_sent":"2026-11-22 11:00"}]""")));

        Assert.Equal((200, ""), (answer.Status, answer.Error));
        var seen = await CaseViews.SeeAsync(app, 1);
        Assert.Equal(Noon, seen.UpdatedAt);
        Assert.Equal(["INCOMING : It burns", "INCOMING zoe@example.org: Still hot"], seen.Messages);
        Assert.Equal("zoe@example.org", seen.HelpCenter.GetProperty("emailAddress").GetString());
        Assert.Equal(("CaseAssigned", "Still hot"), (seen.Events[^1], seen.Notes[^1]));
        Assert.EndsWith("Still hot", seen.Comments[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_is_seen_by_all_that_show_tags()
    {
        await using var app = await StartAsync();

        await ChangeAsync(app, "/api/v1/cases/1/tag/5", "", "");
        var tagged = await CaseViews.SeeAsync(app, 1);
        await ChangeAsync(app, "/api/v1/cases/1/untag/5", "", "");
        var untagged = await CaseViews.SeeAsync(app, 1);

        Assert.Equal(("[5]", "[5]", Later), (tagged.Own.GetProperty("tags").ToString(), tagged.CasesApi.GetProperty("tags").ToString(), tagged.UpdatedAt));
        Assert.Equal(("CaseUpdated", "Tagged vip by desk"), (tagged.Events[^1], tagged.Notes[^1]));
        Assert.Equal(("[]", "[]"), (untagged.Own.GetProperty("tags").ToString(), untagged.CasesApi.GetProperty("tags").ToString()));
        Assert.Equal(("CaseUpdated", "Tag vip removed by desk"), (untagged.Events[^1], untagged.Notes[^1]));
    }

    [Theory]
    [InlineData("/api/cases/1/transfer", "departmentId", "10")]
    [InlineData("/api/v1/cases/1/transfer", "depid", "10")]
    public async Task A_transfer_is_seen_by_all_that_show_departments_and_reps(string path, string name, string value)
    {
        await using var app = await StartAsync();

        var answer = path.StartsWith("/api/v1", StringComparison.Ordinal)
            ? await app.SendAsync(HttpMethod.Post, path, CasesApiApp.Form((name, value)))
            : await app.PostAsync(path, $$"""{"{{name}}":{{value}}}""");
        Assert.Equal(200, answer.Status);

        var seen = await CaseViews.SeeAsync(app, 1);
        Assert.Equal((10, 10, Later), (seen.Own.GetProperty("departmentId").GetInt32(), seen.CasesApi.GetProperty("depid").GetInt32(), seen.UpdatedAt));
        Assert.Equal(seen.Own.GetProperty("repId").GetInt32(), seen.CasesApi.GetProperty("repid").GetInt32());
        Assert.Equal(seen.Own.GetProperty("repId").GetInt32(), seen.Program.GetProperty("roles")[0].GetProperty("users")[0].GetProperty("id").GetInt32());
        Assert.Equal(["CaseUpdated", "CaseAssigned"], seen.Events.TakeLast(2));
        Assert.Equal("Transferred from Sales to Support by desk", seen.Notes[^2]);
    }

    [Fact]
    public async Task How_the_customer_is_reached_is_found_by_the_other_apis()
    {
        await using var app = await StartAsync();

        var answer = await app.PostAsync(HelpCenter, """{"phoneNumber":"12345678","emailAddress":"Zoe@example.org","actionNeeded":false}""");

        Assert.Equal(200, answer.Status);
        var seen = await CaseViews.SeeAsync(app, 1);
        Assert.Equal(Later, seen.UpdatedAt);
        Assert.Equal(("CaseUpdated", "Changed by desk: phoneNumber, emailAddress, actionNeeded"), (seen.Events[^1], seen.Notes[^1]));
        Assert.Equal([1], (await app.GetAsync("/api/v1/cases?email=zoe@example.org")).Ids);
    }

    [Fact]
    public async Task An_update_through_the_program_is_seen_by_all()
    {
        await using var app = await StartAsync();

        await PutAsync(app, """{"name":"Scanner","dateDue":"2026-11-25T12:00:00+00:00","workflowId":543,"cost":12.5}""");

        var seen = await CaseViews.SeeAsync(app, 1);
        Assert.Equal(Later, seen.UpdatedAt);
        Assert.Equal(
            ("Scanner", "Scanner", "Scanner", "Scanner"),
            (seen.Own.GetProperty("subject").GetString(), seen.CasesApi.GetProperty("summary").GetString(), seen.Program.GetProperty("name").GetString(), seen.HelpCenter.GetProperty("subject").GetString()));
        Assert.Equal(
            ("2026-11-25T12:00:00.000Z", "2026-11-25T12:00:00+00:00"),
            (seen.Own.GetProperty("dueAt").GetString(), seen.Program.GetProperty("dateDue").GetString()));
        Assert.Equal("CaseUpdated", seen.Events[^1]);
        Assert.Contains("Changed by desk: subject, workflowId, cost", seen.Notes);
        Assert.Contains("Due date set to 2026-11-25 12:00:00 UTC by desk", seen.Notes);
    }

    [Fact]
    public async Task The_assignee_of_the_program_is_the_rep_of_all()
    {
        await using var app = await StartAsync(serviceId: 1);
        var other = (await CaseViews.SeeAsync(app, 1)).Own.GetProperty("repId").GetInt32() == 100 ? 101 : 100;

        await PutAsync(app, $$"""{"roles":[{"id":1,"users":[{"id":{{other}}}]}]}""");

        var seen = await CaseViews.SeeAsync(app, 1);
        Assert.Equal(
            (other, other, other),
            (seen.Own.GetProperty("repId").GetInt32(), seen.CasesApi.GetProperty("repid").GetInt32(), seen.Program.GetProperty("roles")[0].GetProperty("users")[0].GetProperty("id").GetInt32()));
        Assert.Equal((Later, "CaseAssigned"), (seen.UpdatedAt, seen.Events[^1]));
        Assert.Equal("2026-11-22 12:01:00", seen.CasesApi.GetProperty("date_assigned").GetString());
    }

    [Theory]
    [InlineData("/api/cases/1")]
    [InlineData(Program)]
    public async Task A_case_that_is_deleted_is_gone_for_all(string deleted)
    {
        await using var app = await StartAsync();

        Assert.Equal(204, (await app.SendAsync(HttpMethod.Delete, deleted, null)).Status);

        foreach (var path in new[] { "/api/cases/1", "/api/v1/cases/1", "/v1/actionmanagement/hubs/1/cases/1" })
            Assert.Equal((path, 404), (path, (await app.GetAsync(path)).Status));

        Assert.Equal(0, (await app.ReadAsync(HelpCenterApp.List)).GetProperty("total").GetInt32());
        Assert.Equal((404, "case"), (await app.PostAsync(HelpCenter, """{"state":"CLOSED"}""")) is var answer ? (answer.Status, answer.Error) : default);
    }

    // Case 1, stored at noon; now it is a minute later.
    private async Task<HelpCenterApp> StartAsync(int serviceId = 3)
    {
        var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1, $$"""{"ServiceId":{{serviceId}},"Subject":"Printer","Notes":"It burns"}""");
        app.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        return app;
    }

    private static async Task PutAsync(HelpCenterApp app, string json)
    {
        using var content = new StringContent(json, null, "application/json");
        var answer = await app.SendAsync(HttpMethod.Put, Program, content);
        Assert.True(answer.Status == 204, answer.Text);
    }

    // The program is changed by an item of its list, the others by a member or by the route alone.
    private static async Task ChangeAsync(HelpCenterApp app, string path, string name, string value)
    {
        if (path == Program)
        {
            await PutAsync(app, $$"""{"listValues":[{"listId":23,"id":{{value}}}]}""");
            return;
        }

        var answer = await app.PostAsync(path, name.Length == 0 ? "{}" : $$"""{"{{name}}":"{{value}}"}""");
        Assert.True(answer.Status == 200, answer.Text);
    }
}
