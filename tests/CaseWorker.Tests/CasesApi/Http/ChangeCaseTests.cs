using System.Text.Json;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.CasesApi.Http;

/// <summary>The routes of the document that change a case, and those that were added to it since.</summary>
public sealed class ChangeCaseTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string History =
        """
        [{"type":"note","title":"Said","note":"Hot","date_added":"2014-02-14"},
         {"type":"call","title":"Called","note":"Nobody there","date_added":"2014-02-15"},
         {"type":"call","title":"Called","note":"Nobody there","date_added":"2014-02-15"},
         {"type":"email","to":"zoe@example.org","from":"ann@example.com","cc":"bob@example.com","bcc":"x@example.com","subject":"Re","body":"Run","date_sent":"2014-02-16 10:00","date_recvd":"2014-02-16 10:01","repid":100}]
        """;

    [Theory]
    [InlineData("call")]
    [InlineData("note")]
    public async Task A_note_is_added_now_unless_a_date_is_given(string type)
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var id = (await app.CreateAsync(("type", "import"))).GetProperty("id").GetInt32();

        var now = await app.PostAsync($"/api/v1/cases/{id}/addnote", ("title", "T"), ("type", type), ("note", "N"));
        var then = await app.PostAsync($"/api/v1/cases/{id}/addnote/", ("title", "T2"), ("type", type), ("note", "N2"), ("date_added", "2014-02-14"));

        Assert.Equal((200, 200, id), (now.Status, then.Status, then.Json.GetProperty("id").GetInt32()));
        var notes = await NotesAsync(app, id);
        Assert.Equal(["2026-11-22T12:00:00.000Z T N", "2014-02-14T00:00:00.000Z T2 N2"], notes);
        Assert.Equal(type == "call" ? "2014-02-14 00:00:00" : null, then.Json.GetProperty("date_firstresponse").GetString());
    }

    [Theory]
    [InlineData("title", "", "title is required.")]
    [InlineData("note", "", "note is required.")]
    [InlineData("type", "", "type is required.")]
    [InlineData("type", "email", "type must be call or note.")]
    [InlineData("date_added", "x", "date_added must be a date as 2015-04-01, 2015-04-01 10:30, 2015-04-01 10:30:00, ISO 8601, or Unix seconds, from 1900 to 2199.")]
    public async Task A_note_needs_title_type_and_note(string name, string value, string error)
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var id = (await app.CreateAsync()).GetProperty("id").GetInt32();
        var fields = new Dictionary<string, string> { ["title"] = "T", ["type"] = "note", ["note"] = "N", [name] = value };

        var answer = await app.PostAsync($"/api/v1/cases/{id}/addnote", [.. fields.Select(field => (field.Key, field.Value))]);

        Assert.Equal((422, error), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_tag_is_applied_once_and_removed()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var id = (await app.CreateAsync()).GetProperty("id").GetInt32();

        Assert.Equal("[5]", (await app.PostAsync($"/api/v1/cases/{id}/tag/5")).Json.GetProperty("tags").GetRawText());
        var again = await app.PostAsync($"/api/v1/cases/{id}/tag/5");
        Assert.Equal((200, "[5]"), (again.Status, again.Json.GetProperty("tags").GetRawText()));
        Assert.Equal("[]", (await app.PostAsync($"/api/v1/cases/{id}/untag/5")).Json.GetProperty("tags").GetRawText());
        Assert.Equal(200, (await app.PostAsync($"/api/v1/cases/{id}/untag/5")).Status);
    }

    [Theory]
    [InlineData("tag/99")]
    [InlineData("untag/99")]
    [InlineData("tag/7")]
    public async Task A_tag_that_the_hub_does_not_have_is_not_found(string route)
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var id = (await app.CreateAsync()).GetProperty("id").GetInt32();

        var answer = await app.PostAsync($"/api/v1/cases/{id}/{route}");

        Assert.Equal((404, "There is no such case tag."), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task History_is_imported_with_its_own_times_and_untold()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var before = await app.CreateAsync(("type", "import"), ("date_opened", "2014-02-01"));
        var id = before.GetProperty("id").GetInt32();
        var (events, decisions) = (await app.Rig.CountAsync("Outbox"), await app.Rig.CountAsync("CaseAssignment"));

        var after = await app.PostAsync($"/api/v1/cases/{id}/history", ("history", History));

        Assert.Equal(200, after.Status);
        Assert.Equal(
            ["2014-02-14T00:00:00.000Z Said Hot", "2014-02-15T00:00:00.000Z Called Nobody there", "2014-02-15T00:00:00.000Z Called Nobody there", "2014-02-16T10:00:00.000Z Re Run"],
            await NotesAsync(app, id));
        Assert.Equal(("2014-02-15 00:00:00", "2014-02-16 10:00:00"), (Text(after.Json, "date_firstresponse"), Text(after.Json, "date_lastresponse")));
        Assert.Equal(Text(before, "date_updated"), Text(after.Json, "date_updated"));
        Assert.Equal((events, decisions), (await app.Rig.CountAsync("Outbox"), await app.Rig.CountAsync("CaseAssignment")));
    }

    [Fact]
    public async Task History_may_be_a_list_with_gaps_as_php_writes_it()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var id = (await app.CreateAsync(("type", "import"))).GetProperty("id").GetInt32();

        var answer = await app.PostAsync($"/api/v1/cases/{id}/history", ("history", """{"0":{"type":"note","title":"A","note":"1"},"7":{"type":"call","title":"B","note":"2"}}"""));

        Assert.Equal((200, ""), (answer.Status, answer.Error));
        Assert.Equal(["2026-11-22T12:00:00.000Z A 1", "2026-11-22T12:00:00.000Z B 2"], await NotesAsync(app, id));
    }

    [Fact]
    public async Task History_without_dates_happened_now_and_an_e_mail_that_was_only_received_then()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var id = (await app.CreateAsync(("type", "import"))).GetProperty("id").GetInt32();
        const string undated = """[{"type":"note","title":"A","note":"1"},{"type":"email","to":"a@b.c","from":"d@e.f","subject":"B","body":"2","date_sent":"","date_recvd":null},{"type":"email","to":"a@b.c","from":"d@e.f","subject":"C","body":"3","date_recvd":"2014-02-16"}]""";

        app.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.PostAsync($"/api/v1/cases/{id}/history", ("history", undated));
        app.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.PostAsync($"/api/v1/cases/{id}/history", ("history", undated));

        Assert.Equal(["2026-11-22T12:01:00.000Z A 1", "2026-11-22T12:01:00.000Z B 2", "2014-02-16T00:00:00.000Z C 3"], await NotesAsync(app, id));
    }

    [Fact]
    public async Task The_same_history_once_more_changes_nothing()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var id = (await app.CreateAsync(("history", History))).GetProperty("id").GetInt32();
        var (notes, version) = (await NotesAsync(app, id), await VersionAsync(app, id));

        Assert.Equal(200, (await app.PostAsync($"/api/v1/cases/{id}/history", ("history", History))).Status);

        Assert.Equal(notes, await NotesAsync(app, id));
        Assert.Equal(version, await VersionAsync(app, id));
        await app.PostAsync($"/api/v1/cases/{id}/history", ("history", """[{"type":"note","title":"Said","note":"Cold","date_added":"2014-02-14"}]"""));
        Assert.Equal(notes.Count + 1, (await NotesAsync(app, id)).Count);
    }

    [Theory]
    [InlineData("", "history is required.")]
    [InlineData("x", "history must be a JSON array.")]
    [InlineData("{}", "history must be a JSON array.")]
    [InlineData("""{"0":{"type":"note","title":"a","note":"b"},"x":{}}""", "history must be a JSON array.")]
    [InlineData("""{"type":"note","title":"a","note":"b"}""", "history must be a JSON array.")]
    [InlineData("""[{"type":"note","note":"b"}]""", "history must have good items, item 1 has not: title is required.")]
    [InlineData("""[{"type":"note","title":"a","note":"b"},{"type":"call","title":"a"}]""", "history must have good items, item 2 has not: note is required.")]
    [InlineData("""[{"type":"email","from":"a","subject":"b","body":"c"}]""", "history must have good items, item 1 has not: to is required.")]
    [InlineData("""[{"type":"email","to":"a","subject":"b","body":"c"}]""", "history must have good items, item 1 has not: from is required.")]
    [InlineData("""[{"type":"email","to":"a","from":"b","body":"c"}]""", "history must have good items, item 1 has not: subject is required.")]
    [InlineData("""[{"type":"email","to":"a","from":"b","subject":"c"}]""", "history must have good items, item 1 has not: body is required.")]
    [InlineData("""[{"title":"a","note":"b"}]""", "history must have good items, item 1 has not: type must be call, note or email.")]
    public async Task History_that_can_not_be_is_refused_as_a_whole(string history, string error)
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var id = (await app.CreateAsync(("type", "import"))).GetProperty("id").GetInt32();

        var answer = await app.PostAsync($"/api/v1/cases/{id}/history", ("history", history));

        Assert.Equal((422, error), (answer.Status, answer.Error));
        Assert.Empty(await NotesAsync(app, id));
    }

    [Fact]
    public async Task A_history_of_five_mebibytes_is_taken_by_both_routes_and_a_larger_one_refused()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var frame = """[{"type":"email","to":"a@b.c","from":"d@e.f","subject":"g","body":""}]""";
        var largest = frame.Replace("\"body\":\"\"", $"\"body\":\"{new string('x', (5 * 1024 * 1024) - frame.Length)}\"", StringComparison.Ordinal);

        var id = (await app.CreateAsync(("history", largest))).GetProperty("id").GetInt32();

        Assert.Equal(200, (await app.PostAsync($"/api/v1/cases/{id}/history", ("history", largest))).Status);
        var answer = await app.PostAsync($"/api/v1/cases/{id}/history", ("history", largest.Replace("\"g\"", "\"gg\"", StringComparison.Ordinal)));
        Assert.Equal((422, "history must have at most 5242880 bytes."), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_case_is_transferred_closed_reopened_and_given_a_status()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var id = (await app.CreateAsync(("repid", "100"))).GetProperty("id").GetInt32();

        Assert.Equal(101, (await app.PostAsync($"/api/v1/cases/{id}/transfer", ("depid", "10"), ("repid", "101"))).Json.GetProperty("repid").GetInt32());
        Assert.Equal((20, 200), (await app.PostAsync($"/api/v1/cases/{id}/transfer", ("depid", "20"), ("repid", "100"))).Json is var moved ? (moved.GetProperty("depid").GetInt32(), moved.GetProperty("repid").GetInt32()) : default);
        Assert.Equal("closed", Text((await app.PostAsync($"/api/v1/cases/{id}/close")).Json, "status"));
        Assert.Equal("new", Text((await app.PostAsync($"/api/v1/cases/{id}/reopen")).Json, "status"));
        Assert.Equal("open", Text((await app.PostAsync($"/api/v1/cases/{id}/status", ("status", "open"))).Json, "status"));
    }

    [Theory]
    [InlineData("200")]
    [InlineData("anybody")]
    [InlineData("-1")]
    public async Task A_transfer_to_a_rep_who_is_elsewhere_or_no_id_at_all_goes_to_a_random_one(string repid)
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var id = (await app.CreateAsync(("depid", "20"))).GetProperty("id").GetInt32();

        var json = (await app.PostAsync($"/api/v1/cases/{id}/transfer", ("depid", "10"), ("repid", repid))).Json;

        Assert.Contains(json.GetProperty("repid").GetInt32(), new[] { 100, 101 });
        Assert.Equal("requested-rep-not-eligible", (await app.Rig.QueryAsync<string>("SELECT Cause FROM CaseAssignment ORDER BY Ordinal"))[^1]);
    }

    [Theory]
    [InlineData("transfer", "", "", "depid or repid is required.")]
    [InlineData("transfer", "depid", "30", "depid must be a department of the hub.")]
    [InlineData("status", "", "", "status is required.")]
    [InlineData("status", "status", "waiting", "status must be new, open or closed.")]
    public async Task A_change_that_can_not_be_is_refused_by_its_name(string route, string name, string value, string error)
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var id = (await app.CreateAsync()).GetProperty("id").GetInt32();

        var answer = await app.PostAsync($"/api/v1/cases/{id}/{route}", name.Length == 0 ? [] : [(name, value)]);

        Assert.Equal((422, error), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Departments_and_reps_of_the_hub_are_listed()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        Assert.Equal("""[{"departmentid":10,"name":"Support"},{"departmentid":20,"name":"Sales"},{"departmentid":40,"name":"Empty"}]""", (await app.GetAsync("/api/v1/departments")).Text);
        Assert.Equal(
            """[{"userid":100,"firstname":"Ann","lastname":"","active":true},{"userid":101,"firstname":"bob","lastname":"","active":true},{"userid":102,"firstname":"Dan","lastname":"Old","active":false},{"userid":200,"firstname":"cleo","lastname":"","active":true}]""",
            (await app.GetAsync("/api/v1/reps/")).Text);
        Assert.Equal("""{"success":true}""", (await app.PostAsync("/api/v1/usage", content: null, CasesApiApp.Reader)).Text);
    }

    private static async Task<IReadOnlyList<string>> NotesAsync(CasesApiApp app, int id) =>
    [
        .. (await app.GetAsync($"/api/cases/{id}/notes")).Json.GetProperty("items").EnumerateArray().Where(note => !note.GetProperty("system").GetBoolean())
            .Select(note => $"{Text(note, "at")} {Text(note, "title")} {Text(note, "text")}"),
    ];

    private static async Task<long> VersionAsync(CasesApiApp app, int id) => (await app.Rig.QueryAsync<long>($"SELECT RowVersion FROM SupportCase WHERE CaseId = {id}")).Single();

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
