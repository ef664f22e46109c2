using System.Text;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Tests.Gateways;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary><c>PUT /api/cases/{id}/notes/{noteId}</c>: the notes that this API tells were modified.</summary>
public sealed class EditNoteHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_note_is_edited_and_answered_as_it_then_is()
    {
        await using var app = await StartAsync();
        app.Rig.Clock.Advance(TimeSpan.FromHours(1));

        var answer = await EditAsync(app, 7, 3, """{"text":"Other"}""");

        Assert.Equal((200, "\"3\""), (answer.Status, answer.Header("ETag")));
        Assert.Equal("""{"noteId":3,"at":"2026-11-22T12:00:00.000Z","by":"web","system":false,"type":"note","title":"Title","text":"Other"}""", answer.Text);
        Assert.Equal("2026-11-22T13:00:00+00:00", (await app.GetAsync("/cases/7/notes/3")).Json.GetProperty("dateModified").GetString());
        Assert.Equal("full", (await app.GetAsync("/cases/7/notes/3")).Json.GetProperty("modifiedBy").GetProperty("userName").GetString());
    }

    [Fact]
    public async Task A_title_is_taken_away_by_null_and_kept_when_it_is_left_out()
    {
        await using var app = await StartAsync();

        Assert.Equal("Title", (await EditAsync(app, 7, 3, """{"text":"a"}""")).Json.GetProperty("title").GetString());
        Assert.Null((await EditAsync(app, 7, 3, """{"text":"a","title":null}""")).Json.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("{}", "text")]
    [InlineData("""{"text":""}""", "text")]
    [InlineData("""{"text":"a","title":7}""", "title")]
    [InlineData("[]", "$")]
    public async Task A_wrong_body_is_refused_by_name(string body, string name)
    {
        await using var app = await StartAsync();

        var answer = await EditAsync(app, 7, 3, body);

        Assert.Equal(400, answer.Status);
        Assert.Equal([name], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Only_notes_that_somebody_wrote_in_a_case_of_the_hub_can_be_edited_by_who_may_write()
    {
        await using var app = await StartAsync();
        await app.StoreAsync(8);

        const string Body = """{"text":"Other"}""";
        Assert.Equal(404, (await EditAsync(app, 7, 1, Body)).Status);
        Assert.Equal(404, (await EditAsync(app, 8, 3, Body)).Status);
        Assert.Equal(404, (await EditAsync(app, 7, 99, Body)).Status);
        Assert.Equal(404, (await EditAsync(app, 7, 3, Body, ActionCatalog.Other)).Status);
        Assert.Equal(403, (await EditAsync(app, 7, 3, Body, ActionCatalog.Reader)).Status);
        Assert.Equal(412, (await EditAsync(app, 7, 3, Body, ActionCatalog.Full, ("If-Match", "\"1\""))).Status);
        Assert.Equal("Title\nText", (await app.GetAsync("/cases/7/notes/3")).Json.GetProperty("comments").GetString());
    }

    // Case 7 with the notes 1 "Case created", 2 "Assigned to …" and 3, which somebody wrote.
    private async Task<ActionApp> StartAsync()
    {
        var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        await app.RunAsync(7, new CaseCommand.AddNote("note", "Title", "Text"), by: "web");
        return app;
    }

    private static async Task<ApiAnswer> EditAsync(
        ActionApp app, int caseId, long noteId, string body, string key = ActionCatalog.Full, params (string Name, string Value)[] headers)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await app.SendAsync(HttpMethod.Put, $"/api/cases/{caseId}/notes/{noteId}", content, key, headers);
    }
}
