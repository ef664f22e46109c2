using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>The Cases API of running programs: behind a broker with two gateways, and in one process.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class CasesApiTests(RabbitMqFixture broker)
{
    private const int RequestsPerHour = 40;

    [Fact]
    public async Task A_client_of_the_original_is_served_by_the_embedded_default()
    {
        using var folder = new TemporaryFolder();
        await using var program = await CaseWorkerProcess.StartAsync(folder.Path);
        program.UseKey((await File.ReadAllTextAsync(folder.File("data/first-key.txt"))).Trim());

        await ServeAsync(program);
        using var usage = await program.Http.PostAsync("/api/v1/usage/", content: null);
        Assert.False(usage.Headers.Contains("X-FuseDesk-Usage-Limit"));
    }

    [Fact]
    public async Task Behind_a_broker_a_case_with_its_whole_history_is_stored_and_two_gateways_share_the_limit_of_a_key()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        var limit = $"--CasesApi:RequestsPerHour={RequestsPerHour}";
        CaseWorkerProcess[] gateways =
        [
            await installation.StartAsync("gateway", "", limit),
            await installation.StartAsync("gateway,worker,scheduler", "", limit),
        ];
        await ServeAsync(gateways[0]);
        Assert.Equal(RequestsPerHour, await SpendAsync(gateways) ?? await SpendAsync(gateways));
    }

    // A department, a case with five mebibytes of history, and the case found again.
    private static async Task ServeAsync(CaseWorkerProcess program)
    {
        var departments = await program.Http.GetFromJsonAsync<JsonElement>("/api/v1/departments");
        const string frame = """[{"type":"email","to":"a@b.c","from":"zoe@example.org","subject":"g","body":""}]""";
        using var content = new MultipartFormDataContent
        {
            { new StringContent(departments[0].GetProperty("departmentid").ToString()), "depid" },
            { new StringContent("Printer"), "summary" },
            { new StringContent(new string('é', 100_000)), "details" },
            { new StringContent("Zoe"), "openedby" },
            { new StringContent("2014-02-14"), "date_opened" },
            { new StringContent(frame.Replace("\"body\":\"\"", $"\"body\":\"{new string('x', (5 * 1024 * 1024) - frame.Length)}\"", StringComparison.Ordinal)), "history" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/") { Content = content };
        request.Headers.Add("Prefer", "wait=30");

        using var answer = await program.Http.SendAsync(request);

        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}\n{program.Output}");
        var stored = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("2014-02-14 00:00:00", stored.GetProperty("date_opened").GetString());
        Assert.Equal(100_000, stored.GetProperty("details").GetString()!.Length);
        var found = await program.Http.GetFromJsonAsync<JsonElement>("/api/v1/cases?email=zoe@example.org&date_opened=2014-02-14");
        Assert.Equal([stored.GetProperty("id").GetInt32()], found.EnumerateArray().Select(item => item.GetProperty("id").GetInt32()));
    }

    // How many requests of this hour passed, those before included; null: the hour ended meanwhile.
    private static async Task<int?> SpendAsync(CaseWorkerProcess[] gateways)
    {
        var hour = DateTimeOffset.UtcNow.Hour;
        var (passed, before) = (0, (int?)null);
        bool[] isRefused = [false, false];

        // What one gateway keeps for itself it gives back within seconds; until then the other one refuses.
        await Eventually.HoldsAsync(
            async () =>
            {
                foreach (var (place, gateway) in gateways.Index())
                {
                    using var answer = await gateway.Http.PostAsync("/api/v1/usage", content: null);
                    isRefused[place] = answer.StatusCode == HttpStatusCode.TooManyRequests;
                    passed += isRefused[place] ? 0 : 1;
                    before ??= RequestsPerHour - int.Parse(answer.Headers.GetValues("X-FuseDesk-Usage-Remaining").Single(), null) - 1;
                }

                return (isRefused.All(refused => refused) && passed + before >= RequestsPerHour) || DateTimeOffset.UtcNow.Hour != hour;
            },
            Installation.Limit,
            () => $"{passed} passed");
        return DateTimeOffset.UtcNow.Hour == hour ? passed + before : null;
    }
}
