using CaseWorker.Storage;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Cases.Http;

public sealed class CaseCommandHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql AddBlock = Sql.Both("INSERT INTO IdBlock (FirstId, LastId, Owner, TakenAt) VALUES (5001, 6000, 'gateway', @at)");

    [Fact]
    public async Task A_case_is_closed_and_reopened_and_shown_as_it_then_is()
    {
        await using var app = await AppWithCaseAsync();

        var closed = await app.PostAsync("/api/cases/7/close", key: CasesApp.Writer);
        Assert.Equal((200, "closed", "\"2\""), (closed.Status, closed.Json.GetProperty("status").GetString(), closed.Version));
        var reopened = await app.PostAsync("/api/cases/7/reopen", key: CasesApp.Writer);
        Assert.Equal((200, "new", 2), (reopened.Status, reopened.Json.GetProperty("status").GetString(), reopened.Json.GetProperty("cycle").GetInt32()));

        Assert.Equal((reopened.Text, "\"3\""), ((await app.GetAsync("/api/cases/7")).Text, (await app.GetAsync("/api/cases/7")).Version));
    }

    [Fact]
    public async Task Status_transfer_and_due_date_are_set()
    {
        await using var app = await AppWithCaseAsync();

        Assert.Equal("open", (await WriteAsync(app, "status", """{"status":"open"}""")).Json.GetProperty("status").GetString());
        Assert.Equal(101, (await WriteAsync(app, "transfer", """{"departmentId":10,"repId":101}""")).Json.GetProperty("repId").GetInt32());
        Assert.Equal("2026-11-23T11:00:00.000Z", (await WriteAsync(app, "due", """{"dueAt":"2026-11-23T12:00:00+01:00"}""")).Json.GetProperty("dueAt").GetString());
        Assert.Null((await WriteAsync(app, "due", """{"dueAt":null}""")).Json.GetProperty("dueAt").GetString());
    }

    [Fact]
    public async Task A_note_is_added_and_shown_among_the_others()
    {
        await using var app = await AppWithCaseAsync();

        var added = await WriteAsync(app, "notes", """{"type":"call","title":"Called","text":"Nobody there"}""");

        Assert.Equal((201, "\"2\""), (added.Status, added.Version));
        var notes = (await app.GetAsync("/api/cases/7/notes")).Items;
        Assert.Equal(notes[notes.GetArrayLength() - 1].GetRawText(), added.Text);
        Assert.Equal("2026-11-22T12:00:00.000Z", (await app.GetAsync("/api/cases/7")).Json.GetProperty("firstResponseAt").GetString());
    }

    [Fact]
    public async Task A_deleted_case_is_gone_and_why_is_kept()
    {
        await using var app = await AppWithCaseAsync();

        var deleted = await app.DeleteAsync("/api/cases/7?why=asked%20for");

        Assert.Equal((204, ""), (deleted.Status, deleted.Text));
        Assert.Equal("not-found", (await app.GetAsync("/api/cases/7")).Problem);
        Assert.Equal("not-found", (await app.DeleteAsync("/api/cases/7")).Problem);
        Assert.Equal(["asked for"], await app.Rig.QueryAsync<string>("SELECT Why FROM Tombstone WHERE CaseId = 7"));
    }

    [Fact]
    public async Task If_Match_lets_only_the_version_pass_that_was_read()
    {
        await using var app = await AppWithCaseAsync();

        foreach (var stale in new[] { "\"2\"", "W/\"1\"", "\"x\"", "1", "\"0\", \"2\"" })
            Assert.Equal((412, "stale"), (await app.SendIfAsync(HttpMethod.Post, "/api/cases/7/close", stale) is var answer ? (answer.Status, answer.Problem) : default));

        Assert.Equal(412, (await app.SendIfAsync(HttpMethod.Delete, "/api/cases/7", "\"2\"")).Status);
        Assert.Equal(200, (await app.SendIfAsync(HttpMethod.Post, "/api/cases/7/close", "\"0\", \"1\"")).Status);
        Assert.Equal(200, (await app.SendIfAsync(HttpMethod.Post, "/api/cases/7/reopen", "*")).Status);
    }

    [Theory]
    [InlineData("close", null)]
    [InlineData("reopen", null)]
    [InlineData("status", """{"status":"closed"}""")]
    [InlineData("transfer", """{"departmentId":10}""")]
    [InlineData("notes", """{"text":"text"}""")]
    [InlineData("due", """{"dueAt":null}""")]
    public async Task Changing_is_for_keys_of_the_hub_that_may_write(string route, string? body)
    {
        await using var app = await AppWithCaseAsync();
        var path = "/api/cases/7/" + route;

        Assert.Equal("no-key", (await app.PostAsync(path, body, key: null)).Problem);
        Assert.Equal("no-scope", (await app.PostAsync(path, body, CasesApp.Reader)).Problem);
        Assert.Equal("not-found", (await app.PostAsync(path, body, CasesApp.OtherWriter)).Problem);
        Assert.Equal("\"1\"", (await app.GetAsync("/api/cases/7")).Version);
    }

    [Fact]
    public async Task Deleting_is_for_keys_of_the_hub_that_may_write()
    {
        await using var app = await AppWithCaseAsync();

        Assert.Equal("no-key", (await app.DeleteAsync("/api/cases/7", key: null)).Problem);
        Assert.Equal("no-scope", (await app.DeleteAsync("/api/cases/7", CasesApp.Reader)).Problem);
        Assert.Equal("not-found", (await app.DeleteAsync("/api/cases/7", CasesApp.OtherWriter)).Problem);
        Assert.Equal(200, (await app.GetAsync("/api/cases/7")).Status);
    }

    [Theory]
    [InlineData("status", "{}", "status")]
    [InlineData("status", """{"status":7}""", "status")]
    [InlineData("status", """{"status":"done"}""", "status")]
    [InlineData("status", """["open"]""", "$")]
    [InlineData("status", """{"status":"open","Status":"new"}""", "$")]
    [InlineData("status", "{", "$")]
    [InlineData("transfer", "{}", "departmentId")]
    [InlineData("transfer", """{"departmentId":0,"repId":"x"}""", "departmentId, repId")]
    [InlineData("transfer", """{"departmentId":30}""", "departmentId")]
    [InlineData("notes", """{"type":"fax","text":"text"}""", "type")]
    [InlineData("notes", """{"type":"note","title":7}""", "text, title")]
    [InlineData("notes", """{"text":"\ud800"}""", "text")]
    [InlineData("due", "{}", "dueAt")]
    [InlineData("due", """{"dueAt":"2026-11-23T12:00:00"}""", "dueAt")]
    [InlineData("due", """{"dueAt":"tomorrow"}""", "dueAt")]
    public async Task Wrong_bodies_are_told_by_member(string route, string body, string names)
    {
        await using var app = await AppWithCaseAsync();

        var answer = await WriteAsync(app, route, body);

        Assert.Equal((400, "invalid"), (answer.Status, answer.Problem));
        Assert.Equal(names, string.Join(", ", answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order()));
    }

    [Fact]
    public async Task A_body_that_does_not_say_that_it_is_JSON_is_refused()
    {
        await using var app = await AppWithCaseAsync();

        Assert.Equal("unsupported-media-type", (await app.PostAsync("/api/cases/7/status", "status=open", CasesApp.Writer, "application/x-www-form-urlencoded")).Problem);
    }

    [Fact]
    public async Task What_is_not_stored_yet_can_not_be_changed_yet()
    {
        await using var app = await AppWithCaseAsync();
        await WriteAsync(session => session.ExecuteAsync(AddBlock, new { at = Noon }));

        var answer = await app.PostAsync("/api/cases/5500/close", key: CasesApp.Writer);

        Assert.Equal((409, "not-stored-yet", "1"), (answer.Status, answer.Problem, answer.RetryAfter));
        Assert.Equal(5500, answer.Json.GetProperty("caseId").GetInt32());
    }

    private async Task<CasesApp> AppWithCaseAsync()
    {
        var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(app.Rig.Message("""{"ServiceId":3,"Subject":"Printer"}""", caseId: 7));
        return app;
    }

    private static Task<Answer> WriteAsync(CasesApp app, string route, string body) => app.PostAsync("/api/cases/7/" + route, body, CasesApp.Writer);
}
