using System.Text.Json;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Storage;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.HelpCenter.Http;

/// <summary>"HelpCenter Case List": parameters, defaults, and each property of the answer.</summary>
public sealed class CaseListTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string List = HelpCenterApp.List;

    [Fact]
    public async Task Without_cases_the_answer_has_the_defaults_of_offset_and_limit()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);

        Assert.Equal("""{"offset":0,"limit":100,"total":0,"cases":[]}""", (await app.GetAsync(List)).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&offset=&limit=&state=&sortBy=&sortOrder=")]
    public async Task Id_is_read_in_any_case_of_its_digits_and_empty_parameters_are_none(string parameters)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);

        Assert.Equal(200, (await app.GetAsync($"/helpcenter/case?id={HelpCenterApp.Id.ToUpperInvariant()}{parameters}")).Status);
    }

    [Fact]
    public async Task Offset_and_limit_cut_a_page_and_total_counts_all()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        for (var caseId = 1; caseId <= 5; caseId++)
            await app.StoreAsync(caseId);

        var page = await app.ReadAsync(List + "&offset=3&limit=1");

        Assert.Equal((3, 1, 5), (page.GetProperty("offset").GetInt32(), page.GetProperty("limit").GetInt32(), page.GetProperty("total").GetInt32()));
        Assert.Equal("4", await app.NumbersAsync(List + "&offset=3&limit=1"));
        Assert.Equal("", await app.NumbersAsync(List + "&offset=9000000000000"));
        Assert.Equal(5, (await app.ReadAsync(List + "&offset=9000000000000")).GetProperty("total").GetInt32());
        Assert.Equal(500, (await app.ReadAsync(List + "&limit=500")).GetProperty("limit").GetInt32());
    }

    [Theory]
    [InlineData("", "1 2 3 4", 4)]
    [InlineData("&state=ALL", "1 2 3 4", 4)]
    [InlineData("&state=UNHANDLED", "1 4", 2)]
    [InlineData("&state=HANDLING", "2", 1)]
    [InlineData("&state=CLOSED", "3", 1)]
    [InlineData("&state=closed", "3", 1)]
    public async Task State_narrows_list_and_total(string parameters, string numbers, int total)
    {
        await using var app = await StartWithStatesAsync();

        Assert.Equal(numbers, await app.NumbersAsync(List + parameters));
        Assert.Equal(total, (await app.ReadAsync(List + parameters)).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("", "2 1 3")]
    [InlineData("&sortBy=SENT", "2 1 3")]
    [InlineData("&sortBy=SENT&sortOrder=asc", "2 1 3")]
    [InlineData("&sortBy=SENT&sortOrder=desc", "3 1 2")]
    [InlineData("&sortBy=CREATED", "1 2 3")]
    [InlineData("&sortBy=CREATED&sortOrder=desc", "3 2 1")]
    [InlineData("&sortBy=created&sortOrder=DESC", "3 2 1")]
    public async Task SortBy_is_SENT_ascending_unless_told_otherwise(string parameters, string numbers)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        for (var caseId = 1; caseId <= 3; caseId++)
        {
            await app.StoreAsync(caseId);
            app.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        // The first is written to after the second was opened, and before the third was.
        await RunAsync(app, 1, new CaseCommand.AddNote("note", null, "Late") { At = Noon.AddSeconds(90) });

        Assert.Equal(numbers, await app.NumbersAsync(List + parameters));
    }

    [Theory]
    [InlineData("asc", "1 4 2 3")]
    [InlineData("desc", "3 2 1 4")]
    public async Task SortBy_STATE_is_UNHANDLED_HANDLING_CLOSED_with_ties_by_caseNumber(string order, string numbers)
    {
        await using var app = await StartWithStatesAsync();

        Assert.Equal(numbers, await app.NumbersAsync($"{List}&sortBy=STATE&sortOrder={order}"));
    }

    [Fact]
    public async Task A_case_has_every_property_of_the_document()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(7, """{"ServiceId":1,"Subject":"Skærm går i sort","Notes":"Hej 😀","CustomerId":255,"ExtRef":"+45 88 88 88 88"}""");

        Assert.Equal(
            """
            {"offset":0,"limit":100,"total":1,"cases":[{"_id":"000000000000000000000007","caseNumber":7,"conversationId":"case-7","subject":"Skærm går i sort",
            "messages":[{"content":"Hej 😀","messageId":"7-0","internetMessageId":null,"sent":"2026-11-22T12:00:00.000Z","sentBy":null,"type":"INCOMING"}],
            "state":"UNHANDLED","customer":"0000000000000000000000ff","company":null,"customerName":null,"emailAddress":null,"phoneNumber":"+45 88 88 88 88","actionNeeded":true}]}
            """.ReplaceLineEndings(""),
            (await app.GetAsync(List)).Text);
    }

    [Fact]
    public async Task A_case_of_which_nothing_is_known_has_nulls_and_no_messages()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1, """{"ServiceId":1,"ExtRef":"order 4711"}""");

        var shown = await app.ShowAsync(1);

        foreach (var name in new[] { "subject", "customer", "company", "customerName", "emailAddress", "phoneNumber" })
            Assert.Equal((name, JsonValueKind.Null), (name, shown.GetProperty(name).ValueKind));
        Assert.Equal("[]", shown.GetProperty("messages").GetRawText());
    }

    [Fact]
    public async Task Messages_are_the_details_then_by_time_e_mails_both_ways_and_comments_but_no_system_notes()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.SendAsync(HttpMethod.Post, "/api/v1/cases", CasesApi.Http.CasesApiApp.Form(
            ("depid", "10"),
            ("summary", "Printer"),
            ("details", "It burns"),
            ("openedby", "Zoe <zoe@example.org>"),
            ("date_opened", "2026-11-20 10:00"),
            ("history", """
                [{"type":"email","to":"zoe@example.org","from":"Ann Lee <ann@example.com>","subject":"Re","body":"Run","date_sent":"2026-11-20 12:00","repid":100},
                 {"type":"email","to":"ann@example.com","from":"zoe@example.org","subject":"Re","body":"I ran","date_sent":"2026-11-20 13:00:00"},
                 {"type":"call","title":"Called","note":"Nobody there","date_added":"2026-11-20 11:00"}]
                """)));
        var number = (await app.ReadAsync(List)).GetProperty("cases")[0].GetProperty("caseNumber").GetInt32();
        await RunAsync(app, number, new CaseCommand.AddNote("note", "Title", "Said"));
        await RunAsync(app, number, new CaseCommand.SetStatus("open"));

        var messages = (await app.ShowAsync(number)).GetProperty("messages").EnumerateArray().ToList();

        Assert.Equal(
            [
                "INCOMING 2026-11-20T10:00:00.000Z Zoe: It burns",
                "COMMENT 2026-11-20T11:00:00.000Z Zoe: Nobody there",
                "OUTGOING 2026-11-20T12:00:00.000Z Ann Lee: Run",
                "INCOMING 2026-11-20T13:00:00.000Z zoe@example.org: I ran",
                "COMMENT 2026-11-22T12:00:00.000Z web: Said",
            ],
            messages.Select(message => $"{Text(message, "type")} {Text(message, "sent")} {Text(message, "sentBy")}: {Text(message, "content")}"));
        Assert.Equal(5, messages.Select(message => Text(message, "messageId")).Distinct().Count());
    }

    [Fact]
    public async Task CustomerName_and_emailAddress_are_those_of_who_opened_the_case()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.SendAsync(HttpMethod.Post, "/api/v1/cases", CasesApi.Http.CasesApiApp.Form(CasesApi.Http.CasesApiApp.NewCase(("openedby", "Zoe@Example.org"))));
        await app.SendAsync(HttpMethod.Post, "/api/v1/cases", CasesApi.Http.CasesApiApp.Form(CasesApi.Http.CasesApiApp.NewCase(
            ("openedby", "Bob"),
            ("history", """[{"type":"email","to":"ann@example.com","from":"Bob <bob@example.org>","subject":"Help","body":"Me","date_sent":"2026-11-20"}]"""))));

        Assert.Equal(
            ["Zoe@Example.org zoe@example.org", "Bob bob@example.org"],
            (await app.ReadAsync(List + "&sortBy=STATE")).GetProperty("cases").EnumerateArray().Select(item => $"{Text(item, "customerName")} {Text(item, "emailAddress")}"));
    }

    [Theory]
    [InlineData("new", true)]
    [InlineData("open", false)]
    [InlineData("closed", false)]
    public async Task ActionNeeded_is_true_on_new_and_false_on_open_and_closed(string status, bool needed)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);
        await RunAsync(app, 1, new CaseCommand.SetStatus(status));

        Assert.Equal(needed, (await app.ShowAsync(1)).GetProperty("actionNeeded").GetBoolean());
    }

    [Fact]
    public async Task The_cases_of_another_hub_are_neither_shown_nor_counted()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);
        await app.StoreAsync(2, """{"ServiceId":21}""");

        Assert.Equal("1", await app.NumbersAsync(List));
        Assert.Equal(1, (await app.ReadAsync(List)).GetProperty("total").GetInt32());
        Assert.Equal(1, (await app.GetAsync($"/helpcenter/case?id={HelpCenterApp.OtherId}", HelpCenterApp.Other)).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Company_and_internetMessageId_are_those_that_are_known()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1, """{"ServiceId":1,"Notes":"Help"}""");
        await RunAsync(app, 1, new CaseCommand.ImportHistory([new() { Type = "email", Title = "Re", Text = "Run", At = Noon, From = "zoe@example.org", To = "us@example.com" }]));
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("UPDATE SupportCase SET Company = 'Powernet A/S'")));
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("UPDATE CaseNote SET InternetMailId = '<1234@mail.example.org>' WHERE Type = 'email'")));

        var shown = await app.ShowAsync(1);

        Assert.Equal("Powernet A/S", Text(shown, "company"));
        Assert.Equal([null, "<1234@mail.example.org>"], shown.GetProperty("messages").EnumerateArray().Select(message => Text(message, "internetMessageId")));
    }

    // After the document's example is loaded, the answer equals it, apart from ids; what it leaves out is null.
    [Fact]
    public async Task The_example_of_the_document_comes_back()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(5, """{"ServiceId":1,"Subject":"#5 Skærm går i sort","CustomerId":9,"ExtRef":"+4588888888"}""");
        await WriteAsync(session => session.ExecuteAsync(Sql.Both(
            """
            UPDATE SupportCase SET ConversationId = 'abcdefg12345678', CustomerName = 'Mikkel Jørgensen', EmailAddress = 'mmj@powernet.dk' WHERE CaseId = 5
            """)));
        foreach (var (mail, content, sender, repId) in new[] { ("123", "Hej, min skærm...", "Mikkel Jørgensen", 100), ("1234", "Hej! Kan du ikke...", "Thomas Andersen", (int?)null) })
        {
            await WriteAsync(session => session.ExecuteAsync(
                Sql.Both("INSERT INTO CaseNote (CaseId, At, Author, RepId, System, Type, Text, Origin, MailId) VALUES (5, 1715676485000, @sender, @repId, 0, 'email', @content, 'import', @mail)"),
                new { mail, content, sender, repId }));
        }

        await RunAsync(app, 5, new CaseCommand.UpdateConversation { Status = "open", ActionNeeded = true });

        var shown = await app.ShowAsync(5);

        Assert.Equal(
            """
            {"_id":"000000000000000000000005","caseNumber":5,"conversationId":"abcdefg12345678","subject":"#5 Skærm går i sort","messages":[
            {"content":"Hej, min skærm...","messageId":"123","internetMessageId":null,"sent":"2024-05-14T08:48:05.000Z","sentBy":"Mikkel Jørgensen","type":"OUTGOING"},
            {"content":"Hej! Kan du ikke...","messageId":"1234","internetMessageId":null,"sent":"2024-05-14T08:48:05.000Z","sentBy":"Thomas Andersen","type":"INCOMING"}],
            "state":"HANDLING","customer":"000000000000000000000009","company":null,"customerName":"Mikkel Jørgensen","emailAddress":"mmj@powernet.dk","phoneNumber":"+4588888888","actionNeeded":true}
            """.ReplaceLineEndings(""),
            shown.GetRawText());
        Assert.Equal(200, (await app.PostAsync("/helpcenter/case/abcdefg12345678", """{"state":"CLOSED"}""")).Status);
        Assert.Equal((404, "id"), (await app.PostAsync("/helpcenter/case/ABCDEFG12345678", """{"state":"HANDLING"}""")) is var answer ? (answer.Status, answer.Error) : default);
        Assert.Equal("CLOSED", Text(await app.ShowAsync(5), "state"));
    }

    private async Task<HelpCenterApp> StartWithStatesAsync()
    {
        var app = await HelpCenterApp.StartAsync(Database);
        foreach (var (caseId, status) in new[] { (1, "new"), (2, "open"), (3, "closed"), (4, "new") })
        {
            await app.StoreAsync(caseId);
            await RunAsync(app, caseId, new CaseCommand.SetStatus(status));
        }

        return app;
    }

    private static async Task RunAsync(HelpCenterApp app, int caseId, CaseCommand command) =>
        Assert.IsType<CaseResult.Done>(await app.Rig.Desk.RunAsync(new CaseTarget(caseId, 1, new Actor("web")), command, Cancellation));

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
