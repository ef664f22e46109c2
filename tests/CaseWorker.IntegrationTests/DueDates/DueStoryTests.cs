using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.Events;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using CaseWorker.IntegrationTests.Storage;
using CaseWorker.Tests.Webhooks;
using Xunit;

namespace CaseWorker.IntegrationTests.DueDates;

/// <summary>One case on a running program with a policy of seconds, seen by everybody who can see it.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class DueStoryTests(RabbitMqFixture broker, SqlServerFixture sqlServer)
{
    private const string Secret = "whsec ✓ of the story";
    private static readonly string[] Names = ["CasePreOverdue", "CaseOverdue", "CasePostOverdue"];

    [Fact]
    public async Task A_case_goes_pre_due_and_post_and_leaves_three_events_three_deliveries_three_notes_and_an_explanation()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        await TellAsync(installation);
    }

    [Fact]
    public async Task The_story_is_the_same_on_a_sql_server()
    {
        var storage = await sqlServer.NewPlaceAsync();
        await using var installation = new Installation(await broker.NewHostAsync(), storage.ConnectionString);
        await TellAsync(installation);
    }

    private static async Task TellAsync(Installation installation)
    {
        await using var receiver = await Receiver.StartAsync();
        var listener = await EventListener.BindAsync(await installation.OpenChannelAsync());
        await listener.ListenAsync();
        var program = await installation.StartAsync("gateway,worker,scheduler", own: "--Webhooks:AllowPrivateNetworks=true");
        await ApplyAsync(program, receiver);
        var caseId = await EnqueueAsync(program);

        await Eventually.HoldsAsync(
            () => Task.FromResult(StagesOf(listener, caseId).Count >= 3 && receiver.All.Count >= 3), Installation.Limit, () => $"Three stages must be told:\n{installation.Output}");
        var events = StagesOf(listener, caseId);
        var told = await AskAsync(program, $"/api/cases/{caseId}/due");
        AssertExplained(told, await AskAsync(program, $"/api/cases/{caseId}"));
        AssertEvents(events, told);
        AssertDelivered(receiver, events);
        await AssertNotesAsync(program, caseId);

        // How late it was is the machine's matter; that all who tell it agree is the program's. Later than 2 s is late.
        var stages = told.GetProperty("stages").EnumerateArray().ToList();
        var late = stages.Count(stage => stage.GetProperty("latenessMs").GetInt64() > 2000);
        var lateness = await AskAsync(program, "/api/services/4/due/lateness");
        Assert.Equal(late, stages.Count(stage => stage.GetProperty("late").GetBoolean()));
        Assert.Equal((3, late), (lateness.GetProperty("count").GetInt32(), lateness.GetProperty("late").GetInt32()));
        Assert.Equal(stages.Max(stage => stage.GetProperty("latenessMs").GetInt64()), lateness.GetProperty("max").GetInt64());

        // The log is written after the answer.
        await Eventually.HoldsAsync(
            async () => (await AskAsync(program, "/api/admin/webhooks/7/deliveries?state=delivered")).GetProperty("items").GetArrayLength() == 3,
            Installation.Limit,
            () => $"Three deliveries must be logged:\n{installation.Output}");
    }

    private static async Task ApplyAsync(CaseWorkerProcess program, Receiver receiver)
    {
        using var applied = await program.Http.PutAsJsonAsync("/api/admin/catalog", new
        {
            hubs = new[]
            {
                new
                {
                    id = 1,
                    name = "Main",
                    services = new[] { new { id = 4, name = "Incidents", departmentId = 20, due = new { dueAfter = "PT3S", preOverdueBefore = "PT1S", postOverdueAfter = "PT1S" } } },
                    webhooks = new[] { new { id = 7, url = receiver.Url, secret = Secret, events = Names } },
                },
            },
        });
        Assert.True(applied.IsSuccessStatusCode, await applied.Content.ReadAsStringAsync());
    }

    private static async Task<int> EnqueueAsync(CaseWorkerProcess program)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = JsonContent.Create(new { ServiceId = 4, Subject = "A story" }) };
        request.Headers.Add("Prefer", "wait=10");
        using var answer = await program.Http.SendAsync(request);
        Assert.Equal(201, (int)answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("CaseId").GetInt32();
    }

    private static List<Heard> StagesOf(EventListener listener, int caseId) =>
        [.. listener.Heard.Where(heard => heard.CaseId == caseId && heard.Name.EndsWith("verdue", StringComparison.Ordinal)).DistinctBy(heard => heard.EventId)];

    private static void AssertExplained(JsonElement told, JsonElement stored)
    {
        Assert.Equal((1, true, true), (told.GetProperty("cycle").GetInt32(), told.GetProperty("isOverdue").GetBoolean(), told.GetProperty("policyIsCurrent").GetBoolean()));
        Assert.Equal("PT3S", told.GetProperty("policy").GetProperty("dueAfter").GetString());
        var segment = Assert.Single(told.GetProperty("segments").EnumerateArray());
        Assert.Equal((At(stored, "openedAt"), At(stored, "dueAt")), (At(segment, "from"), At(segment, "to")));
        Assert.Equal(TimeSpan.FromSeconds(3), At(stored, "dueAt") - At(stored, "openedAt"));
        var stages = told.GetProperty("stages").EnumerateArray().ToList();
        Assert.Equal(["pre", "due", "post"], stages.Select(stage => stage.GetProperty("stage").GetString()));
        Assert.Equal([At(stored, "preOverdueAt"), At(stored, "dueAt"), At(stored, "postOverdueAt")], stages.Select(stage => At(stage, "plannedAt")));
        Assert.All(stages, stage => Assert.Equal(stage.GetProperty("latenessMs").GetInt64(), (long)(At(stage, "firedAt") - At(stage, "plannedAt")).TotalMilliseconds));
        Assert.Empty(told.GetProperty("earlierCycles").EnumerateArray());
    }

    private static void AssertEvents(List<Heard> events, JsonElement told)
    {
        Assert.Equal(Names, events.Select(heard => heard.Name));
        var bodies = events.Select(heard => JsonElement.Parse(heard.Body)).ToList();
        Assert.Equal(told.GetProperty("stages").EnumerateArray().Select(stage => At(stage, "plannedAt")), bodies.Select(body => At(body, "plannedAt")));
        Assert.All(bodies, body =>
        {
            Assert.Equal(("new", 4, 1, "A story"), (body.GetProperty("status").GetString(), body.GetProperty("serviceId").GetInt32(), body.GetProperty("cycle").GetInt32(), body.GetProperty("subject").GetString()));
            Assert.Equal(At(told.GetProperty("stages")[1], "plannedAt"), At(body, "dueAt"));
        });
    }

    // Computed here from the words of the README, not by the program's own code.
    private static void AssertDelivered(Receiver receiver, List<Heard> events)
    {
        var deliveries = receiver.All.DistinctBy(got => got.Delivery).ToList();
        Assert.Equal(Names, deliveries.Select(got => got.Event));
        Assert.Equal(events.Select(heard => heard.Body), deliveries.Select(got => Encoding.UTF8.GetString(got.Body)));
        Assert.All(deliveries, got =>
        {
            var parts = got.Signature.Split(',').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
            Assert.InRange(DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts["t"], CultureInfo.InvariantCulture)), TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(2));
            byte[] signed = [.. Encoding.ASCII.GetBytes(parts["t"]), (byte)'.', .. got.Body];
            Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed)), parts["v1"]);
        });
    }

    private static async Task AssertNotesAsync(CaseWorkerProcess program, int caseId)
    {
        var notes = (await AskAsync(program, $"/api/cases/{caseId}/notes")).GetProperty("items").EnumerateArray()
            .Where(note => note.GetProperty("system").GetBoolean() && note.GetProperty("text").GetString()!.Contains("verdue", StringComparison.Ordinal)).ToList();
        Assert.Equal(["Pre-overdue", "Overdue", "Post-overdue"], notes.Select(note => note.GetProperty("text").GetString()!.Split(':')[0]));
    }

    private static async Task<JsonElement> AskAsync(CaseWorkerProcess program, string path)
    {
        using var answer = await program.Http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private static DateTimeOffset At(JsonElement json, string name) => json.GetProperty(name).GetDateTimeOffset();
}
