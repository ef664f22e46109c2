using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>"Get all notes for a case", "Get a case note" and "Get a paginated list of case notes" of the document.</summary>
public sealed class NoteHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string First = "This is an example comment you might find on a case note.";
    private const string Second = "One more example comment";

    [Fact]
    public async Task Notes_of_a_case_are_answered_as_in_the_example()
    {
        await using var app = await StartWithNotesAsync();

        var answer = await app.GetAsync("/cases/2009631/notes");

        // Here they come in the order of writing; what orders them there is not told and not to be seen.
        Assert.Equal(200, answer.Status);
        Example.Equal(Expected("case-notes", answer.Text, note => (long)note["id"]!), answer.Text);
    }

    [Fact]
    public async Task The_feed_is_answered_as_in_the_example_in_the_order_that_its_text_describes()
    {
        await using var app = await StartWithNotesAsync();

        var answer = await app.GetAsync("/notes?dateModifiedStart=2021-05-01&dateModifiedEnd=2021-06-01");

        // The example is not in the order that the document describes: the system note is the oldest.
        Assert.Equal(200, answer.Status);
        Example.Equal(Expected("notes", answer.Text, note => DateTimeOffset.Parse((string)(note["dateModified"] ?? note["dateCreated"])!, CultureInfo.InvariantCulture).UtcTicks), answer.Text);
    }

    [Fact]
    public async Task A_single_note_is_the_same_as_in_the_list()
    {
        await using var app = await StartWithNotesAsync();

        foreach (var note in (await app.GetAsync("/cases/2009631/notes")).Json.GetProperty("items").EnumerateArray())
        {
            var id = note.GetProperty("id").GetInt64();
            Assert.Equal($"http://example.org/v1/actionmanagement/hubs/96/cases/2009631/notes/{id}", note.GetProperty("links").GetProperty("self").GetString());
            Assert.Equal((200, note.GetRawText()), (await app.GetAsync($"/cases/2009631/notes/{id}")) is var answer ? (answer.Status, answer.Text) : default);
        }
    }

    [Fact]
    public async Task A_note_that_was_not_changed_was_last_modified_when_and_by_whom_it_was_written()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        await app.RunAsync(7, new CaseCommand.AddNote("call", "Called", "No answer"), by: "web");
        await app.RunAsync(7, new CaseCommand.AddNote("note", null, "Text"), by: "EXAMPLEUSER9870");

        var notes = JsonNode.Parse((await app.GetAsync("/cases/7/notes")).Text)!["items"]!.AsArray();

        const string Web = """{"id":0,"userName":"web","isActive":true,"links":{}}""";
        Assert.Equal("Called\nNo answer", (string)notes[2]!["comments"]!);
        Assert.Equal((Web, Web), (notes[2]!["createdBy"]!.ToJsonString(), notes[2]!["modifiedBy"]!.ToJsonString()));
        Assert.Equal((string)notes[2]!["dateCreated"]!, (string)notes[2]!["dateModified"]!);
        Assert.Equal(9870, (int)notes[3]!["createdBy"]!["id"]!);
    }

    [Fact]
    public async Task Notes_of_a_case_that_is_unknown_or_another_hubs_and_foreign_notes_are_not_found()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        await app.StoreAsync(8);
        await app.StoreAsync(9, "\"ServiceId\":970");
        var ids = await app.Rig.QueryAsync<int>("SELECT MIN(NoteId) FROM CaseNote GROUP BY CaseId ORDER BY CaseId");

        Assert.Equal((404, 404), ((await app.GetAsync("/cases/9/notes")).Status, (await app.GetAsync("/cases/10/notes")).Status));
        Assert.Equal((200, 404, 404), ((await app.GetAsync($"/cases/7/notes/{ids[0]}")).Status, (await app.GetAsync($"/cases/7/notes/{ids[1]}")).Status, (await app.GetAsync($"/cases/9/notes/{ids[2]}")).Status));
        Assert.Equal(404, (await app.GetAsync("/cases/7/notes/0")).Status);
    }

    [Fact]
    public async Task The_feed_holds_the_notes_of_all_cases_of_the_hub_and_no_other()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7, "\"ServiceId\":960");
        await app.StoreAsync(8, "\"ServiceId\":970");
        await app.StoreAsync(9, "\"ServiceId\":961");

        Assert.Equal("7 7 9 9", await CaseIdsAsync(app, "dateModifiedStart=2026-11-22"));
        Assert.Equal("8 8", await CaseIdsAsync(app, "dateModifiedStart=2026-11-22", 97, ActionCatalog.Other));
    }

    [Fact]
    public async Task Both_ends_of_the_feed_are_inclusive_and_each_may_be_left_out()
    {
        await using var app = await StartWithHoursAsync();

        Assert.Equal("7 7 8 8 9 9", await CaseIdsAsync(app, "dateModifiedStart=2026-11-22T12:00:00Z"));
        Assert.Equal("8 8 9 9", await CaseIdsAsync(app, "dateModifiedStart=2026-11-22T13:00:00Z"));
        Assert.Equal("7 7 8 8", await CaseIdsAsync(app, "dateModifiedEnd=2026-11-22T13:00:00.000Z"));
        Assert.Equal("7 7", await CaseIdsAsync(app, "dateModifiedEnd=2026-11-22T12:59:59"));
        Assert.Equal("8 8", await CaseIdsAsync(app, "dateModifiedStart=2026-11-22T14:00:00%2B01:00&dateModifiedEnd=2026-11-22T13:30"));
        Assert.Equal("8 8", await CaseIdsAsync(app, "dateModifiedStart=2026-11-22T14:00:00+01:00&DATEMODIFIEDEND=2026-11-22T13:30"));
        Assert.Equal("", await CaseIdsAsync(app, "dateModifiedEnd=2026-11-22"));
        Assert.Equal("7 7 8 8 9 9", await CaseIdsAsync(app, "dateModifiedStart=&dateModifiedEnd=2026-11-23"));
    }

    [Fact]
    public async Task Top_and_skip_page_the_feed_and_the_total_stays()
    {
        await using var app = await StartWithHoursAsync();

        var answer = await app.GetAsync("/notes?dateModifiedStart=2026-11-22&top=2&skip=3");

        Assert.Equal(("CaseNote", 2, 6), (answer.Json.GetProperty("itemType").GetString(), answer.Json.GetProperty("itemCount").GetInt32(), answer.Json.GetProperty("totalCount").GetInt32()));
        Assert.Equal([8, 9], answer.Json.GetProperty("items").EnumerateArray().Select(note => note.GetProperty("caseId").GetInt32()));
        Assert.Equal("", await CaseIdsAsync(app, "dateModifiedStart=2026-11-22&skip=6"));
    }

    [Fact]
    public async Task Top_is_100_unless_said_otherwise_and_at_most_1000()
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);
        for (var id = 1; id <= 51; id++)
            await app.StoreAsync(id);

        Assert.Equal(100, (await app.GetAsync("/notes?dateModifiedStart=2026-11-22")).Json.GetProperty("itemCount").GetInt32());
        Assert.Equal(102, (await app.GetAsync("/notes?dateModifiedStart=2026-11-22&top=1000")).Json.GetProperty("itemCount").GetInt32());
    }

    [Theory]
    [InlineData("", "dateModifiedStart")]
    [InlineData("?dateModifiedStart=&dateModifiedEnd=", "dateModifiedStart")]
    [InlineData("?dateModifiedStart=2022-03-01&dateModifiedEnd=2022-03-01", "dateModifiedStart")]
    [InlineData("?dateModifiedStart=2022-03-02&dateModifiedEnd=2022-03-01", "dateModifiedStart")]
    [InlineData("?dateModifiedStart=yesterday", "dateModifiedStart")]
    [InlineData("?dateModifiedEnd=2022-13-01", "dateModifiedEnd")]
    [InlineData("?dateModifiedEnd=2022-03-01&dateModifiedEnd=2022-03-01", "dateModifiedEnd")]
    [InlineData("?dateModifiedStart=2022-03-01&top=0", "top")]
    [InlineData("?dateModifiedStart=2022-03-01&top=1001", "top")]
    [InlineData("?dateModifiedStart=2022-03-01&top=x", "top")]
    [InlineData("?dateModifiedStart=2022-03-01&skip=-1", "skip")]
    [InlineData("?dateModifiedStart=2022-03-01&skip=99999999999", "skip")]
    public async Task A_parameter_of_the_feed_that_is_invalid_is_400_and_named(string query, string name)
    {
        await using var app = await ActionApp.StartAsync(Database, Noon);

        var answer = await app.GetAsync("/notes" + query);

        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal([name], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task A_note_that_is_changed_moves_to_the_end_of_the_feed()
    {
        await using var app = await StartWithHoursAsync();
        await app.RunAsync(7, new CaseCommand.AddNote("note", null, "Text"));
        var noteId = (await app.Rig.QueryAsync<long>("SELECT MAX(NoteId) FROM CaseNote")).Single();
        app.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await app.StoreAsync(10);
        app.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await app.RunAsync(7, new CaseCommand.EditNote(noteId, default, "Other text"));

        Assert.Equal("7 7 8 8 9 9 10 10 7", await CaseIdsAsync(app, "dateModifiedStart=2026-11-22"));
    }

    // Three cases, an hour apart from noon; each has the notes "Case created" and "Assigned to …".
    private async Task<ActionApp> StartWithHoursAsync()
    {
        var app = await ActionApp.StartAsync(Database, Noon);
        await app.StoreAsync(7);
        app.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await app.StoreAsync(8);
        app.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await app.StoreAsync(9);
        return app;
    }

    // What the example's case went through. Nobody is there to be assigned, which would be noted.
    private async Task<ActionApp> StartWithNotesAsync()
    {
        var app = await ActionApp.StartAsync(Database, At("2021-05-01T00:00:00Z"));
        await app.ApplyAsync(""" "departments": [ { "id": 962, "name": "Nobody" } ], "services": [ { "id": 963, "name": "Unserved", "departmentId": 962 } ] """);
        await app.StoreAsync(2009631, "\"ServiceId\":963");
        await app.RunAsync(2009631, new CaseCommand.AddNote("note", null, "An example comment"), "exampleUser8790", 8790);
        var first = await LastNoteAsync(app);
        app.Rig.Clock.SetUtcNow(At("2021-05-03T00:00:00Z"));
        await app.RunAsync(2009631, new CaseCommand.EditNote(first, default, First), "web", 8788);
        await app.RunAsync(2009631, new CaseCommand.AddNote("note", null, "Another"), "exampleUser9870");
        app.Rig.Clock.SetUtcNow(At("2021-05-04T00:00:00Z"));
        await app.RunAsync(2009631, new CaseCommand.EditNote(await LastNoteAsync(app), default, Second), "exampleUser9870");
        await app.ApplyAsync(""" "reps": [ { "id": 8788, "userName": "exampleUser8788", "active": false } ] """);
        return app;
    }

    private static async Task<long> LastNoteAsync(ActionApp app) => (await app.Rig.QueryAsync<long>("SELECT MAX(NoteId) FROM CaseNote")).Single();

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    // The example with the ids that the notes have here, in the order that is expected.
    private static JsonObject Expected(string example, string actual, Func<JsonNode, long> order)
    {
        var ids = JsonNode.Parse(actual)!["items"]!.AsArray().ToDictionary(note => (string)note!["comments"]!, note => (long)note!["id"]!);
        var expected = Example.Read(example);
        foreach (var note in expected["items"]!.AsArray())
        {
            var id = ids[(string)note!["comments"]!];
            note["id"] = id;
            note["links"]!["self"] = $"http://example.org/v1/actionmanagement/hubs/96/cases/2009631/notes/{id}";
        }

        expected["items"] = new JsonArray([.. expected["items"]!.AsArray().Select(note => note!.DeepClone()).OrderBy(order)]);
        return expected;
    }

    private static async Task<string> CaseIdsAsync(ActionApp app, string query, int hubId = ActionCatalog.HubId, string key = ActionCatalog.Full)
    {
        var answer = await app.SendAsync(HttpMethod.Get, $"/v1/actionmanagement/hubs/{hubId}/notes?{query}", null, key);
        return string.Join(' ', answer.Json.GetProperty("items").EnumerateArray().Select(note => note.GetProperty("caseId").GetInt32()));
    }
}
