using CaseWorker.Processing.DueDates;
using CaseWorker.Tests.Cases.Http;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseWorker.Tests.DueDates.Http;

public sealed class DueHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string Policy = """{"dueAfter":"PT4H","preOverdueBefore":"PT1H","postOverdueAfter":"PT2H","pauseWhileOpen":true}""";

    [Fact]
    public async Task A_case_shows_its_dates_and_explains_them()
    {
        await using var app = await AppWithCaseAsync();
        Assert.Contains("""
            "dueAt":"2026-11-22T16:00:00.000Z","preOverdueAt":"2026-11-22T15:00:00.000Z","postOverdueAt":"2026-11-22T18:00:00.000Z","isOverdue":false,"cycle":1
            """, (await app.GetAsync("/api/cases/7")).Text, StringComparison.Ordinal);
        await SweepAsync(app, Noon.AddHours(4).AddSeconds(3));

        var told = await app.GetAsync("/api/cases/7/due");
        Assert.Equal((200, "application/json"), (told.Status, told.ContentType));
        Assert.StartsWith($$"""{"caseId":7,"cycle":1,"policy":{{Policy}},"isOverdue":true""", told.Text, StringComparison.Ordinal);
        Assert.Contains("""
            "segments":[{"from":"2026-11-22T12:00:00.000Z","to":"2026-11-22T16:00:00.000Z"}],"pauses":[]
            """, told.Text, StringComparison.Ordinal);
        Assert.Contains("""
            "stages":[{"stage":"pre","cycle":1,"plannedAt":"2026-11-22T15:00:00.000Z","firedAt":"2026-11-22T16:00:03.000Z","latenessMs":3603000,"late":true,"skipped":false,"planMadeAt":null},
            """.TrimEnd(), told.Text, StringComparison.Ordinal);
        Assert.Contains("""
            {"stage":"post","cycle":1,"plannedAt":"2026-11-22T18:00:00.000Z","firedAt":null,"latenessMs":null,"late":false,"skipped":false,"planMadeAt":null}],"earlierCycles":[]
            """, told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Earlier_cycles_and_pauses_are_explained()
    {
        await using var app = await AppWithCaseAsync();
        await SweepAsync(app, Noon.AddHours(4));
        await app.PostAsync("/api/cases/7/close", key: CasesApp.Writer);
        await app.PostAsync("/api/cases/7/reopen", key: CasesApp.Writer);
        await app.PostAsync("/api/cases/7/status", """{"status":"open"}""", CasesApp.Writer);
        app.Rig.Clock.SetUtcNow(Noon.AddHours(5));
        await app.PostAsync("/api/cases/7/status", """{"status":"new"}""", CasesApp.Writer);

        var told = (await app.GetAsync("/api/cases/7/due")).Json;
        Assert.Equal((2, false), (told.GetProperty("cycle").GetInt32(), told.GetProperty("isOverdue").GetBoolean()));
        Assert.Equal("""[{"from":"2026-11-22T16:00:00.000Z","to":"2026-11-22T17:00:00.000Z"}]""", told.GetProperty("pauses").GetRawText());
        Assert.Equal("2026-11-22T21:00:00.000Z", told.GetProperty("stages")[1].GetProperty("plannedAt").GetString());
        Assert.Equal(["pre", "due"], told.GetProperty("earlierCycles")[0].GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("stage").GetString()));
    }

    [Fact]
    public async Task A_policy_is_simulated_and_nothing_changes()
    {
        await using var app = await AppWithCaseAsync();
        await app.Rig.StoreAsync(app.Rig.Message(caseId: 8));
        var before = (await app.GetAsync("/api/cases/7")).Text;

        var told = await app.PostAsync("/api/services/1/due/what-if?top=1", """{"dueAfter":"PT1H"}""", CasesApp.Reader);
        Assert.StartsWith("""{"count":2,"items":[{"caseId":7,"from":"2026-11-22T16:00:00.000Z","to":"2026-11-22T13:00:00.000Z"}],"next":""", told.Text, StringComparison.Ordinal);
        var rest = await app.PostAsync($"/api/services/1/due/what-if?top=1&after={told.Next}", """{"dueAfter":"PT1H"}""", CasesApp.Reader);
        Assert.Equal(8, rest.Items[0].GetProperty("caseId").GetInt32());
        Assert.Null(rest.Next);
        Assert.Equal(before, (await app.GetAsync("/api/cases/7")).Text);
    }

    [Theory]
    [InlineData("what-if", """{"dueAfter":"P1W"}""", "dueAfter")]
    [InlineData("what-if", """{"dueAfter":"PT1H","calendar":"none"}""", "calendar")]
    [InlineData("what-if", "[]", "$")]
    [InlineData("what-if?after=x", Policy, "after")]
    [InlineData("what-if?top=0", Policy, "top")]
    public async Task A_simulation_that_cannot_be_made_is_refused(string path, string body, string error)
    {
        await using var app = await AppWithCaseAsync();
        var refused = await app.PostAsync("/api/services/1/due/" + path, body, CasesApp.Reader);
        Assert.Equal("invalid", refused.Problem);
        Assert.True(refused.Json.GetProperty("errors").TryGetProperty(error, out _), refused.Text);
    }

    [Fact]
    public async Task Lateness_is_told_over_a_window()
    {
        await using var app = await AppWithCaseAsync();
        Assert.Equal(
            """{"serviceId":1,"from":"2026-11-22T11:00:00.000Z","to":"2026-11-22T12:00:00.000Z","count":0,"late":0,"p50":null,"p99":null,"max":null}""",
            (await app.GetAsync("/api/services/1/due/lateness")).Text);
        await SweepAsync(app, Noon.AddHours(3).AddMilliseconds(400));
        await SweepAsync(app, Noon.AddHours(4).AddMilliseconds(600));
        await SweepAsync(app, Noon.AddHours(6).AddSeconds(5));
        Assert.EndsWith(
            """
            "count":3,"late":1,"p50":600,"p99":5000,"max":5000}
            """, (await app.GetAsync("/api/services/1/due/lateness?window=P1D")).Text, StringComparison.Ordinal);
        Assert.Contains("\"count\":1,", (await app.GetAsync("/api/services/1/due/lateness?window=PT5M")).Text, StringComparison.Ordinal);
        Assert.Equal("invalid", (await app.GetAsync("/api/services/1/due/lateness?window=P1Y")).Problem);
    }

    [Fact]
    public async Task Nothing_of_another_hub_is_told_and_a_key_is_needed()
    {
        await using var app = await AppWithCaseAsync();
        Assert.Equal("not-found", (await app.GetAsync("/api/cases/7/due", CasesApp.OtherReader)).Problem);
        Assert.Equal("not-found", (await app.GetAsync("/api/services/1/due/lateness", CasesApp.OtherReader)).Problem);
        Assert.Equal("not-found", (await app.PostAsync("/api/services/1/due/what-if", Policy, CasesApp.OtherReader)).Problem);
        Assert.Equal("not-found", (await app.GetAsync("/api/services/99/due/lateness")).Problem);
        Assert.Equal("not-found", (await app.GetAsync("/api/cases/99/due")).Problem);
        Assert.Equal(200, (await app.GetAsync("/api/services/1/due/lateness", CasesApp.Operator)).Status);
        Assert.Equal("no-key", (await app.GetAsync("/api/cases/7/due", key: null)).Problem);
        Assert.Equal("no-scope", (await app.GetAsync("/api/cases/7/due", CasesApp.Admin)).Problem);
        Assert.Equal("no-scope", (await app.PostAsync("/api/services/1/due/what-if", Policy, CasesApp.Admin)).Problem);
    }

    private static async Task SweepAsync(CasesApp app, DateTimeOffset now)
    {
        app.Rig.Clock.SetUtcNow(now);
        await new DueSweep(app.Database, app.Rig.Clock, NullLogger<DueSweep>.Instance).RunAsync(Cancellation);
    }

    private async Task<CasesApp> AppWithCaseAsync()
    {
        var app = await CasesApp.StartAsync(Database);
        await app.Rig.ApplyAsync($$"""{ "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 1, "name": "Billing", "departmentId": 10, "due": {{Policy}} } ] } ] }""");
        await app.Rig.StoreAsync(app.Rig.Message(caseId: 7));
        return app;
    }
}
