using System.Text.Json;
using CaseWorker.Tests.CasesApi.Http;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.HelpCenter.Http;

/// <summary>"HelpCenter Case Update": by the id of the conversation, each member of the body, and what is refused.</summary>
public sealed class CaseUpdateTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string Path = "/helpcenter/case/case-1";

    [Fact]
    public async Task The_conversationId_that_a_case_shows_finds_it_again()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);
        var id = Text(await app.ShowAsync(1), "conversationId");

        var answer = await app.PostAsync(
            $"/helpcenter/case/{id}?helpCenterId={HelpCenterApp.Id}",
            """{"state":"HANDLING","phoneNumber":"+4512345678","emailAddress":"example@example.dk","actionNeeded":true}""");

        Assert.Equal((200, """{"success":true}"""), (answer.Status, answer.Text));
        var shown = await app.ShowAsync(1);
        Assert.Equal(
            (id, "HANDLING", "+4512345678", "example@example.dk", true),
            (Text(shown, "conversationId"), Text(shown, "state"), Text(shown, "phoneNumber"), Text(shown, "emailAddress"), shown.GetProperty("actionNeeded").GetBoolean()));
    }

    [Theory]
    [InlineData("UNHANDLED", "new")]
    [InlineData("HANDLING", "open")]
    [InlineData("CLOSED", "closed")]
    [InlineData("closed", "closed")]
    public async Task State_sets_the_status(string state, string status)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);

        Assert.Equal(200, (await app.PostAsync(Path, $$"""{"state":"{{state}}"}""")).Status);

        Assert.Equal(status, (await app.GetAsync("/api/cases/1")).Json.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("\"FALSE\"", false)]
    [InlineData("0", false)]
    public async Task ActionNeeded_overrides_what_the_status_tells(string said, bool needed)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);

        Assert.Equal(200, (await app.PostAsync(Path, $$"""{"state":"{{(needed ? "CLOSED" : "UNHANDLED")}}","actionNeeded":{{said}}}""")).Status);

        Assert.Equal(needed, (await app.ShowAsync(1)).GetProperty("actionNeeded").GetBoolean());
    }

    [Fact]
    public async Task PhoneNumber_and_emailAddress_are_taken_away_when_empty_and_stay_when_absent_or_null()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1, """{"ServiceId":1,"ExtRef":"+45 88 88 88 88"}""");
        await app.PostAsync(Path, """{"phoneNumber":"12345678","emailAddress":"a@b.dk"}""");

        await app.PostAsync(Path, """{"phoneNumber":null,"actionNeeded":true}""");
        var kept = await app.ShowAsync(1);
        await app.PostAsync(Path, """{"phoneNumber":"","emailAddress":""}""");
        var taken = await app.ShowAsync(1);

        Assert.Equal(("12345678", "a@b.dk"), (Text(kept, "phoneNumber"), Text(kept, "emailAddress")));
        Assert.Equal(("+45 88 88 88 88", null), (Text(taken, "phoneNumber"), Text(taken, "emailAddress")));
    }

    [Fact]
    public async Task Forms_and_the_query_string_are_read_too()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);

        Assert.Equal(200, (await app.SendAsync(HttpMethod.Post, Path, CasesApiApp.Form(("state", "HANDLING"), ("phoneNumber", "12345678")))).Status);
        Assert.Equal(200, (await app.PostAsync(Path + "?actionNeeded=true", null)).Status);

        var shown = await app.ShowAsync(1);
        Assert.Equal(("HANDLING", "12345678", true), (Text(shown, "state"), Text(shown, "phoneNumber"), shown.GetProperty("actionNeeded").GetBoolean()));
    }

    [Fact]
    public async Task Nothing_given_and_the_same_given_again_change_nothing()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);
        const string body = """{"state":"UNHANDLED","phoneNumber":"12345678","actionNeeded":true}""";
        await app.PostAsync(Path, body);
        var before = (await app.GetAsync("/api/cases/1")).Text;
        app.Rig.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("""{"success":true}""", (await app.PostAsync(Path, body)).Text);
        Assert.Equal("""{"success":true}""", (await app.PostAsync(Path, "{}")).Text);
        Assert.Equal("""{"success":true}""", (await app.PostAsync(Path, null)).Text);

        Assert.Equal(before, (await app.GetAsync("/api/cases/1")).Text);
    }

    [Theory]
    [InlineData("""{"state":"ALL"}""", "state", "Invalid state. Use UNHANDLED, HANDLING or CLOSED.")]
    [InlineData("""{"state":"open"}""", "state", "Invalid state. Use UNHANDLED, HANDLING or CLOSED.")]
    [InlineData("""{"state":7}""", "state", "Invalid state. Use UNHANDLED, HANDLING or CLOSED.")]
    [InlineData("""{"phoneNumber":"call me"}""", "phoneNumber", "Invalid phone number")]
    [InlineData("""{"phoneNumber":{"a":1}}""", "phoneNumber", "Invalid phone number")]
    [InlineData("""{"emailAddress":"nobody"}""", "emailAddress", "Invalid email address")]
    [InlineData("""{"emailAddress":"Zoe <zoe@example.org>"}""", "emailAddress", "Invalid email address")]
    [InlineData("""{"actionNeeded":"maybe"}""", "actionNeeded", "Invalid action needed")]
    [InlineData("""{"actionNeeded":2}""", "actionNeeded", "Invalid action needed")]
    public async Task A_wrong_member_is_a_422_with_its_name_and_nothing_is_changed(string body, string error, string message)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);
        var before = (await app.GetAsync("/api/cases/1")).Text;

        var answer = await app.PostAsync(Path, body.Replace("}", ",\"subject\":1}", StringComparison.Ordinal));

        Assert.Equal((422, $$"""{"error":"{{error}}","message":"{{message}}"}"""), (answer.Status, answer.Text));
        Assert.Equal(before, (await app.GetAsync("/api/cases/1")).Text);
    }

    [Theory]
    [InlineData("/helpcenter/case/nothing", 404, "id")]
    [InlineData("/helpcenter/case/case-01", 404, "id")]
    [InlineData("/helpcenter/case/case-99999999999", 404, "id")]
    [InlineData("/helpcenter/case/search", 404, "id")]
    [InlineData("/helpcenter/case/case-2", 404, "case")]
    [InlineData("/helpcenter/case/case-3", 404, "case")]
    [InlineData("/helpcenter/case/case-1?helpCenterId=" + HelpCenterApp.OtherId, 422, "id")]
    [InlineData("/helpcenter/case/case-1?helpCenterId=x", 422, "id")]
    public async Task A_conversation_or_help_center_that_the_hub_does_not_have_is_refused(string path, int status, string error)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);
        await app.StoreAsync(3, """{"ServiceId":21}""");

        var answer = await app.PostAsync(path, """{"state":"CLOSED"}""");

        Assert.Equal((status, error), (answer.Status, answer.Error));
        Assert.Equal("2", string.Join(' ', await app.Rig.QueryAsync<int>("SELECT COUNT(*) FROM SupportCase WHERE Status = 'new'")));
    }

    [Fact]
    public async Task A_case_that_is_on_its_way_can_not_be_changed_yet()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        app.Queue.IsHeld = true;
        var caseId = (await app.PostAsync("/api/cases", """{"ServiceId":1}""")).Json.GetProperty("CaseId").GetInt32();

        var answer = await app.PostAsync($"/helpcenter/case/case-{caseId}", """{"state":"CLOSED"}""");

        Assert.Equal((409, "case", "1"), (answer.Status, answer.Error, answer.Header("Retry-After")));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
