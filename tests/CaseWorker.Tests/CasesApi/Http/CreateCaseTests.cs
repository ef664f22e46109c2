using System.Globalization;
using System.Text.Json;
using CaseWorker.Tests.Gateways;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.CasesApi.Http;

/// <summary>"Create a New Case" of the document, line by line.</summary>
public sealed class CreateCaseTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task The_answer_is_the_case_member_by_member()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = await app.CreateAsync(("repid", "100"), ("contactid", "77"), ("companyid", "88"), ("casetags", "6,5"), ("openedby", "zoe@example.org"));

        var id = json.GetProperty("id").GetInt32();
        Assert.Equal(
            $$"""{"id":{{id}},"caseid":{{id}},"casenum":"{{id}}","casenumber":"{{id}}","contactid":77,"companyid":88,"summary":"Printer","details":"It burns","repid":100,"departmentid":10,"depid":10,"openedby":"zoe@example.org","status":"new","type":"note","tags":[5,6],"date_opened":"2026-11-22 12:00:00","date_assigned":"2026-11-22 12:00:00","date_firstresponse":null,"date_lastresponse":null,"date_updated":"2026-11-22 12:00:00","date_closed":null,"date_rated":null,"date_requestedfeedback":false,"rating":null,"feedback":null}""",
            json.GetRawText());
    }

    [Fact]
    public async Task Multipart_form_data_as_the_best_known_client_posts_it()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in CasesApiApp.NewCase())
            content.Add(new StringContent(value), name);

        var answer = await app.PostAsync("/api/v1/cases/", content);

        Assert.Equal((200, "Printer"), (answer.Status, answer.Json.GetProperty("summary").GetString()));
    }

    [Fact]
    public async Task Json_with_numbers_and_lists()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var answer = await app.PostAsync(
            "/api/v1/cases",
            CasesApiApp.Json("""{"depid":10,"summary":"Skærm 🖥","details":"Går i sort","openedby":"Zoe","casetags":[5,6],"repid":null,"history":[{"type":"note","title":"a","note":"b"}]}"""));

        Assert.Equal((200, "Skærm 🖥", "[5,6]"), (answer.Status, answer.Json.GetProperty("summary").GetString(), answer.Json.GetProperty("tags").GetRawText()));
    }

    [Fact]
    public async Task The_query_string_alone_is_enough_and_the_body_wins_over_it()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        Assert.Equal(200, (await app.PostAsync("/api/v1/cases?depid=10&summary=a&details=b&openedby=c", content: null)).Status);
        var both = await app.PostAsync("/api/v1/cases?depid=10&summary=a&details=b&openedby=c", ("summary", "body"));
        Assert.Equal("body", both.Json.GetProperty("summary").GetString());
    }

    [Fact]
    public async Task A_parameter_that_is_repeated_counts_as_the_last_of_them()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var form = await app.CreateAsync(("status", "open"), ("STATUS", "closed"));
        var query = await app.PostAsync("/api/v1/cases?depid=10&summary=a&summary=b&details=c&openedby=d", content: null);

        Assert.Equal(("closed", "b"), (Text(form, "status"), Text(query.Json, "summary")));
    }

    [Fact]
    public async Task Date_opened_and_date_updated_default_to_now()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = await app.CreateAsync();

        Assert.Equal(("2026-11-22 12:00:00", "2026-11-22 12:00:00"), (Text(json, "date_opened"), Text(json, "date_updated")));
    }

    [Fact]
    public async Task Date_updated_defaults_to_a_given_date_opened()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = await app.CreateAsync(("date_opened", "2014-02-14 10:30"));

        Assert.Equal(("2014-02-14 10:30:00", "2014-02-14 10:30:00"), (Text(json, "date_opened"), Text(json, "date_updated")));
    }

    [Fact]
    public async Task Dates_of_an_imported_case_are_kept()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = await app.CreateAsync(("date_opened", "2014-02-14T10:30:00+02:00"), ("date_assigned", "2014-02-15"), ("date_updated", "1392595200"));

        Assert.Equal(
            ("2014-02-14 08:30:00", "2014-02-15 00:00:00", "2014-02-17 00:00:00"),
            (Text(json, "date_opened"), Text(json, "date_assigned"), Text(json, "date_updated")));
    }

    [Theory]
    [InlineData("casetags[]")]
    [InlineData("casetags")]
    public async Task Lists_may_come_as_forms_write_them(string name)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = name == "casetags" ? await app.CreateAsync((name, " 6 , 5 ")) : await app.CreateAsync((name, "6"), (name, "5"));

        Assert.Equal("[5,6]", json.GetProperty("tags").GetRawText());
    }

    [Theory]
    [InlineData("casetags[0]", "casetags[1]")]
    [InlineData("casetags[1]", "casetags[0]")]
    [InlineData("CaseTags[]", "casetags[7]")]
    public async Task Lists_may_come_with_places_in_brackets_as_php_writes_them(string first, string second)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        Assert.Equal("[5,6]", (await app.CreateAsync((first, "6"), (second, "5"))).GetProperty("tags").GetRawText());
    }

    [Fact]
    public async Task History_may_come_as_php_writes_lists_of_lists()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = await app.CreateAsync(
            ("type", "import"),
            ("history[0][type]", "note"), ("history[0][title]", "Said, \"loud\""), ("history[0][note]", "Går i sort 🖥"),
            ("history[1][type]", "email"), ("history[1][to]", "a@b.c"), ("history[1][from]", "d@e.f"), ("history[1][subject]", "S"), ("history[1][body]", "B"), ("history[1][repid]", "100"));

        Assert.Equal([("note", "Said, \"loud\"", "Går i sort 🖥"), ("email", "S", "B")], (await NotesOfAsync(app, json)).Select(note => (Text(note, "type")!, Text(note, "title")!, Text(note, "text")!)));
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    [InlineData("253402300799")]
    [InlineData("0000-00-00 00:00:00")]
    public async Task A_date_from_which_nothing_could_be_counted_is_refused(string date)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        Assert.Equal(422, (await app.PostAsync("/api/v1/cases", CasesApiApp.NewCase(("date_opened", date)))).Status);
    }

    [Theory]
    [InlineData("date_opened")]
    [InlineData("date_assigned")]
    [InlineData("date_updated")]
    public async Task A_date_that_is_none_is_refused(string name)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var answer = await app.PostAsync("/api/v1/cases", CasesApiApp.NewCase((name, "yesterday")));

        Assert.Equal((422, "api_error_invalid"), (answer.Status, answer.Code));
        Assert.StartsWith(name + " must be a date", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new", "new")]
    [InlineData("open", "open")]
    [InlineData("Closed", "closed")]
    [InlineData("", "new")]
    public async Task Status_can_be_new_open_or_closed_and_defaults_to_new(string given, string stored)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        Assert.Equal(stored, Text(await app.CreateAsync(("status", given)), "status"));
    }

    [Fact]
    public async Task A_closed_case_keeps_the_rep_it_had_and_is_closed_when_it_was_updated()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = await app.CreateAsync(("status", "closed"), ("repid", "101"), ("date_opened", "2014-02-14"), ("date_updated", "2014-02-20"));

        Assert.Equal((101, "2014-02-20 00:00:00"), (json.GetProperty("repid").GetInt32(), Text(json, "date_closed")));
    }

    [Fact]
    public async Task A_closed_case_without_repid_has_a_random_rep_of_the_department_and_nobody_has_more_to_do()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        await app.Rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "reps": [ { "id": 200, "userName": "cleo", "departments": [20], "maxOpenCases": 1 } ] } ] }""");

        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await app.CreateAsync(("depid", "20"), ("status", "closed"))).GetProperty("repid").GetInt32());

        Assert.Equal(200, (await app.CreateAsync(("depid", "20"))).GetProperty("repid").GetInt32());
        Assert.Equal("null", (await app.CreateAsync(("depid", "20"), ("status", "closed"))).GetProperty("repid").GetRawText());
    }

    [Fact]
    public async Task A_case_that_is_stored_open_waits_for_its_customer_from_then_on()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = await app.CreateAsync(("status", "open"), ("date_opened", "2014-02-14"));

        Assert.Equal([Noon], await app.Rig.QueryAsync<DateTimeOffset>($"SELECT FromAt FROM CasePause WHERE CaseId = {json.GetProperty("id").GetInt32()} AND ToAt IS NULL"));
    }

    [Theory]
    [InlineData("depid")]
    [InlineData("summary")]
    [InlineData("details")]
    [InlineData("openedby")]
    public async Task Depid_summary_details_and_openedby_are_required(string name)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var answer = await app.PostAsync("/api/v1/cases", CasesApiApp.NewCase((name, "")));

        Assert.Equal((422, $"{name} is required.", $"{name} is required."), (answer.Status, answer.Error, answer.Header("X-FuseDesk-Error")));
    }

    [Theory]
    [InlineData("99", "must be a department.")]
    [InlineData("30", "must be a department.")]
    [InlineData("40", "must be a department with an active service.")]
    [InlineData("x", "must be a whole number.")]
    public async Task Depid_must_be_a_department_of_the_hub_with_a_service(string depid, string must)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var answer = await app.PostAsync("/api/v1/cases", CasesApiApp.NewCase(("depid", depid)));

        Assert.Equal((422, "depid " + must), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Depid_is_the_department_of_the_case_and_its_service_the_intake_service()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var first = (await app.CreateAsync(("depid", "20"))).GetProperty("id").GetInt32();
        await app.Rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "departments": [ { "id": 10, "name": "Support", "intakeService": 2 } ] } ] }""");
        await app.Rig.Catalogs.LoadAsync(Cancellation);
        var second = (await app.CreateAsync()).GetProperty("id").GetInt32();

        Assert.Equal(3, (await app.GetAsync($"/api/cases/{first}")).Json.GetProperty("serviceId").GetInt32());
        Assert.Equal(2, (await app.GetAsync($"/api/cases/{second}")).Json.GetProperty("serviceId").GetInt32());
    }

    [Fact]
    public async Task Without_repid_a_random_rep_of_the_department_gets_the_case()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var reps = new HashSet<int>();
        for (var i = 0; i < 20; i++)
            reps.Add((await app.CreateAsync()).GetProperty("repid").GetInt32());

        Assert.Equal([100, 101], reps.Order());
    }

    [Theory]
    [InlineData("200")]
    [InlineData("102")]
    [InlineData("999")]
    [InlineData("-5")]
    [InlineData("99999999999")]
    [InlineData("anybody")]
    public async Task A_rep_who_is_elsewhere_inactive_unknown_or_no_id_at_all_gives_way_to_a_random_one(string repid)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = await app.CreateAsync(("repid", repid));

        Assert.Contains(json.GetProperty("repid").GetInt32(), new[] { 100, 101 });
        var decision = await app.Rig.QueryAsync<string>("SELECT Cause FROM CaseAssignment");
        Assert.Equal(["requested-rep-not-eligible"], decision);
    }

    [Theory]
    [InlineData("call", "call")]
    [InlineData("note", "note")]
    [InlineData(null, "note")]
    public async Task The_details_go_into_the_history_as_a_call_or_a_note(string? type, string noted)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = type is null ? await app.CreateAsync() : await app.CreateAsync(("type", type));

        Assert.Equal(noted, Text(json, "type"));
        var note = (await NotesOfAsync(app, json)).Single();
        Assert.Equal((noted, "Printer", "It burns", "Zoe"), (Text(note, "type"), Text(note, "title"), Text(note, "text"), Text(note, "by")));
        Assert.Null(Text(json, "date_firstresponse"));
    }

    [Fact]
    public async Task Type_import_adds_no_note()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = await app.CreateAsync(("type", "import"));

        Assert.Equal("import", Text(json, "type"));
        Assert.Empty(await NotesOfAsync(app, json));
    }

    [Fact]
    public async Task History_comes_with_the_case_and_tells_its_responses()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = await app.CreateAsync(
            ("type", "import"),
            ("date_opened", "2014-02-14"),
            ("history", """
                [{"type":"email","to":"support@example.org","from":"Zoe <Zoe@Example.org>","subject":"Help","body":"It burns","date_sent":"2014-02-14 09:00"},
                 {"type":"email","to":"zoe@example.org","from":"ann@example.com","subject":"Re: Help","body":"Run","date_sent":"2014-02-14 10:00","repid":100},
                 {"type":"call","title":"Called","note":"Nobody there","date_added":"2014-02-15 11:00"}]
                """));

        Assert.Equal(["email", "email", "call"], (await NotesOfAsync(app, json)).Select(note => Text(note, "type")!));
        Assert.Equal(("2014-02-14 10:00:00", "2014-02-15 11:00:00"), (Text(json, "date_firstresponse"), Text(json, "date_lastresponse")));
    }

    [Theory]
    [InlineData("casetags", "7", "casetags must be ids of case tags.")]
    [InlineData("casetags", "5,x", "casetags must be ids with commas between them.")]
    [InlineData("casetags", "x,y", "casetags must be ids with commas between them.")]
    [InlineData("casetags[a]", "5", "casetags must be ids with commas between them.")]
    [InlineData("type", "mail", "type must be call, note or import.")]
    [InlineData("status", "waiting", "status must be new, open or closed.")]
    [InlineData("history", "{}", "history must be a JSON array.")]
    [InlineData("history", "[{\"type\":\"fax\"}]", "history must have good items, item 1 has not: type must be call, note or email.")]
    [InlineData("contactid", "-1", "contactid must be a whole number.")]
    public async Task What_can_not_be_is_refused_by_its_name(string name, string value, string error)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var answer = await app.PostAsync("/api/v1/cases", CasesApiApp.NewCase((name, value)));

        Assert.Equal((422, error), (answer.Status, answer.Error));
    }

    [Theory]
    [InlineData("summary", 1000)]
    [InlineData("details", 100_000)]
    [InlineData("openedby", 200)]
    public async Task Texts_are_longer_here_than_in_an_enqueued_case(string name, int max)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        Assert.Equal(max, Text(await app.CreateAsync((name, new string('x', max))), name)!.Length);
        var answer = await app.PostAsync("/api/v1/cases", CasesApiApp.NewCase((name, new string('x', max + 1))));
        Assert.Equal(422, answer.Status);
        Assert.StartsWith(name + " must have at most", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_of_zero_and_empty_ids_are_as_good_as_none()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var json = await app.CreateAsync(("repid", "0"), ("contactid", ""), ("companyid", "0"), ("casetags", ""), ("history", ""));

        Assert.Equal(("null", "null"), (json.GetProperty("contactid").GetRawText(), json.GetProperty("companyid").GetRawText()));
    }

    [Fact]
    public async Task Create_waits_for_the_case_although_nobody_asked_it_to()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        app.Queue.IsHeld = true;

        var creating = app.PostAsync("/api/v1/cases", CasesApiApp.NewCase());
        while (app.Queue.HeldCount == 0 && !creating.IsCompleted)
            await Task.Delay(5, Cancellation);
        await app.Queue.ReleaseAsync();

        Assert.Equal((200, "Printer"), (await creating) is var answer ? (answer.Status, Text(answer.Json, "summary")) : default);
        Assert.Equal("", (await creating).Header("Preference-Applied"));
    }

    [Fact]
    public async Task A_case_that_is_not_stored_in_time_is_answered_with_its_ids()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        app.Queue.IsHeld = true;

        var answer = await app.SendAsync(HttpMethod.Post, "/api/v1/cases", CasesApiApp.Form(CasesApiApp.NewCase()), CasesApiApp.Full, ("Prefer", "wait=0"));

        var id = answer.Json.GetProperty("id").GetInt32();
        Assert.Equal((202, $$"""{"id":{{id}},"caseid":{{id}},"casenum":"{{id}}","casenumber":"{{id}}"}"""), (answer.Status, answer.Text));
        Assert.Equal(202, (await app.GetAsync($"/api/v1/cases/{id}")).Status);
        Assert.Equal((409, "api_error_notstored"), (await app.PostAsync($"/api/v1/cases/{id}/close") is var early ? (early.Status, early.Code) : default));
        await app.Queue.ReleaseAsync();
        Assert.Equal(200, (await app.GetAsync($"/api/v1/cases/{id}")).Status);
    }

    [Fact]
    public async Task An_idempotency_key_makes_one_case_of_many_requests()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var first = await SendAsync("Printer");
        var again = await SendAsync("Printer");
        var other = await SendAsync("Scanner");

        Assert.Equal((first.Text, "true"), (again.Text, again.Header("Idempotent-Replayed")));
        Assert.Equal(422, other.Status);
        Assert.Equal(1, await app.Rig.CountAsync("SupportCase"));

        Task<ApiAnswer> SendAsync(string summary) => app.SendAsync(
            HttpMethod.Post, "/api/v1/cases", CasesApiApp.Form(CasesApiApp.NewCase(("summary", summary))), CasesApiApp.Full, ("Idempotency-Key", "k1"));
    }

    [Fact]
    public async Task A_key_that_may_only_enqueue_may_create_and_no_more()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        Assert.Equal(200, (await app.PostAsync("/api/v1/cases", CasesApiApp.Form(CasesApiApp.NewCase()), CasesApiApp.Enqueuer)).Status);
        Assert.Equal((403, "api_error_noscope"), (await app.GetAsync("/api/v1/cases", CasesApiApp.Enqueuer) is var answer ? (answer.Status, answer.Code) : default));
    }

    private static async Task<IReadOnlyList<JsonElement>> NotesOfAsync(CasesApiApp app, JsonElement json)
    {
        var notes = await app.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/cases/{json.GetProperty("id").GetInt32()}/notes"));
        return [.. notes.Json.GetProperty("items").EnumerateArray().Where(note => !note.GetProperty("system").GetBoolean())];
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
