using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using RabbitMQ.Client;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>One case of running programs, seen and changed through each API: in one process, and behind a broker.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class FourViewsTests(RabbitMqFixture broker)
{
    [Fact]
    public async Task A_case_that_is_enqueued_into_the_embedded_default_is_one_case_for_every_api()
    {
        using var folder = new TemporaryFolder();
        await using var program = await CaseWorkerProcess.StartAsync(folder.Path);
        program.UseKey((await File.ReadAllTextAsync(folder.File("data/first-key.txt"))).Trim());

        await SeeAndChangeAsync(program, await EnqueueAsync(program));
    }

    [Fact]
    public async Task A_case_that_comes_straight_from_the_broker_is_one_case_for_every_api_of_another_process()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        await installation.StartAsync("worker,scheduler");
        var gateway = await installation.StartAsync("gateway");
        var service = await ServiceAsync(gateway);

        var channel = await installation.OpenChannelAsync();
        await channel.BasicPublishAsync("case-intake", "", JsonSerializer.SerializeToUtf8Bytes(BodyOf(service)));
        var caseId = 0;
        await Eventually.HoldsAsync(
            async () =>
            {
                var search = await gateway.Http.GetFromJsonAsync<JsonElement>($"/helpcenter/case/search?id={await HelpCenterAsync(gateway)}&searchFilter=vandkande");
                caseId = search.GetProperty("total").GetInt32() == 1 ? search.GetProperty("cases")[0].GetProperty("caseNumber").GetInt32() : 0;
                return caseId > 0;
            },
            Installation.Limit,
            () => installation.Output);

        await SeeAndChangeAsync(gateway, caseId);
    }

    private static async Task<int> EnqueueAsync(CaseWorkerProcess program)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = JsonContent.Create(BodyOf(await ServiceAsync(program))) };
        request.Headers.Add("Prefer", "wait=30");
        using var answer = await program.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("CaseId").GetInt32();
    }

    private static async Task SeeAndChangeAsync(CaseWorkerProcess gateway, int caseId)
    {
        var helpCenter = await HelpCenterAsync(gateway);
        var shown = (await gateway.Http.GetFromJsonAsync<JsonElement>($"/helpcenter/case?id={helpCenter}")).GetProperty("cases")[0];
        Assert.Equal(
            (caseId, "Vandkande 😀", "UNHANDLED", "+4588888888", true),
            (shown.GetProperty("caseNumber").GetInt32(), Text(shown, "subject"), Text(shown, "state"), Text(shown, "phoneNumber"), shown.GetProperty("actionNeeded").GetBoolean()));
        Assert.Equal("INCOMING", Text(shown.GetProperty("messages")[0], "type"));

        // Written to by one API, turned by another, closed by the third.
        await PostAsync(gateway, $"/api/v1/cases/{caseId}/addnote", new { type = "note", title = "Said", note = "Fill it" });
        await PostAsync(gateway, $"/helpcenter/case/{Text(shown, "conversationId")}?helpCenterId={helpCenter}", new { state = "HANDLING", emailAddress = "zoe@example.org" });
        await PostAsync(gateway, $"/api/cases/{caseId}/close", new { });

        var own = await gateway.Http.GetFromJsonAsync<JsonElement>($"/api/cases/{caseId}");
        var legacy = (await gateway.Http.GetFromJsonAsync<JsonElement>("/api/v1/cases?email=zoe@example.org"))[0];
        var after = (await gateway.Http.GetFromJsonAsync<JsonElement>($"/helpcenter/case?id={helpCenter}&state=CLOSED")).GetProperty("cases")[0];
        var program = await gateway.Http.GetFromJsonAsync<JsonElement>($"/v1/actionmanagement/hubs/{own.GetProperty("hubId")}/cases/{caseId}");
        Assert.Equal(("closed", "closed", "CLOSED"), (Text(own, "status"), Text(legacy, "status"), Text(after, "state")));
        Assert.True(program.GetProperty("isClosed").GetBoolean());
        Assert.Equal(own.GetProperty("updatedAt").GetDateTimeOffset(), program.GetProperty("dateModified").GetDateTimeOffset(), TimeSpan.FromSeconds(1));
        Assert.Equal(own.GetProperty("updatedAt").GetDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss", null), Text(legacy, "date_updated"));
        Assert.Equal(["Fyld den", "Fill it"], after.GetProperty("messages").EnumerateArray().Select(message => Text(message, "content")));
        var notes = (await gateway.Http.GetFromJsonAsync<JsonElement>($"/api/cases/{caseId}/notes")).GetProperty("items").EnumerateArray().Select(note => Text(note, "text")).ToList();
        Assert.Contains(notes, text => text!.StartsWith("Status changed to open by ", StringComparison.Ordinal));
        Assert.StartsWith("Closed by ", notes[^1], StringComparison.Ordinal);
    }

    private static object BodyOf(int serviceId) => new { ServiceId = serviceId, Subject = "Vandkande 😀", Notes = "Fyld den", ExtRef = "+4588888888" };

    private static async Task PostAsync(CaseWorkerProcess program, string path, object body)
    {
        using var answer = await program.Http.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}\n{program.Output}");
    }

    private static async Task<int> ServiceAsync(CaseWorkerProcess program) =>
        (await HubAsync(program)).GetProperty("services")[0].GetProperty("id").GetInt32();

    private static async Task<string?> HelpCenterAsync(CaseWorkerProcess program) => Text(await HubAsync(program), "helpCenterId");

    private static async Task<JsonElement> HubAsync(CaseWorkerProcess program) =>
        (await program.Http.GetFromJsonAsync<JsonElement>("/api/admin/catalog")).GetProperty("hubs")[0];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
