using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using CaseWorker.Tests.Webhooks;
using Xunit;

namespace CaseWorker.IntegrationTests.Events;

/// <summary>Real processes that tell over HTTP: streams and webhooks.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class ToldOverHttpTests(RabbitMqFixture broker)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Without_a_broker_streams_and_webhooks_tell_the_same_events()
    {
        await using var receiver = await Receiver.StartAsync();
        using var folder = new TemporaryFolder();
        await using var program = await CaseWorkerProcess.StartAsync(folder.Path, "--Webhooks:AllowPrivateNetworks=true");
        program.UseKey((await File.ReadAllTextAsync(folder.File("data/first-key.txt"))).Trim());
        using var applied = await program.Http.PutAsJsonAsync("/api/admin/catalog", new
        {
            hubs = new[] { new { id = 1, name = "Main", webhooks = new[] { new { id = 7, url = receiver.Url, secret = "a secret" } } } },
        });
        applied.EnsureSuccessStatusCode();
        await using var told = await ListenAsync(program);
        await PostAsync(program, 5);

        var heard = await told.NextAsync(10);
        Assert.Equal(Enumerable.Range(1, 10).Select(n => $"{n}"), heard.Select(item => item.EventId));
        await Eventually.HoldsAsync(() => Task.FromResult(receiver.All.Count >= 10), Limit, () => $"The receiver must be told:\n{program.Output}");
        Assert.Equal(
            heard.Select(item => item.Data).Order(StringComparer.Ordinal), receiver.All.Select(got => Encoding.UTF8.GetString(got.Body)).Order(StringComparer.Ordinal));
        Assert.All(receiver.All, got =>
        {
            var time = got.Signature.Split(',')[0]["t=".Length..];
            byte[] signed = [.. Encoding.UTF8.GetBytes(time + "."), .. got.Body];
            Assert.Equal($"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData("a secret"u8, signed))}", got.Signature);
        });

        // A stream does not keep the program from stopping, and the next process goes on where it was.
        Assert.Equal(0, (await program.TerminateAsync()).ExitCode);
        await using var again = await CaseWorkerProcess.StartAsync(folder.Path);
        again.UseKey((await File.ReadAllTextAsync(folder.File("data/first-key.txt"))).Trim());
        await PostAsync(again, 1);
        await using var resumed = await ListenAsync(again, after: "9");
        Assert.Equal(["10", "11", "12"], (await resumed.NextAsync(3)).Select(item => item.EventId));
        Assert.DoesNotContain("a secret", program.Output + again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_streams_what_other_processes_store()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        var gateway = await installation.StartAsync("gateway");
        await Task.WhenAll(installation.StartAsync("worker"), installation.StartAsync("scheduler"));
        await using var told = await ListenAsync(gateway);
        await PostAsync(gateway, 3);
        var heard = await told.NextAsync(6);
        Assert.Equal(Enumerable.Range(1, 6).Select(n => $"{n}"), heard.Select(item => item.EventId));
        var cases = heard.Select(item => JsonElement.Parse(item.Data)).ToLookup(json => json.GetProperty("caseId").GetInt32(), json => json.GetProperty("name").GetString());
        Assert.Equal(3, cases.Count);
        Assert.All(cases, names => Assert.Equal(["CaseCreated", "CaseAssigned"], names));
    }

    private static async Task PostAsync(CaseWorkerProcess program, int count)
    {
        for (var n = 1; n <= count; n++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = JsonContent.Create(new { ServiceId = n, Subject = $"Number {n}" }) };
            request.Headers.Add("Prefer", "wait=10");
            using var answer = await program.Http.SendAsync(request);
            Assert.Equal(201, (int)answer.StatusCode);
        }
    }

    private static async Task<Listening> ListenAsync(CaseWorkerProcess program, string? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        if (after is not null)
            request.Headers.Add("Last-Event-ID", after);

        var response = await program.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new Listening(response, await response.Content.ReadAsStreamAsync());
    }

    private sealed class Listening(HttpResponseMessage response, Stream stream) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> items = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();

        public async Task<List<SseItem<string>>> NextAsync(int count)
        {
            var read = new List<SseItem<string>>();
            while (read.Count < count && await items.MoveNextAsync().AsTask().WaitAsync(Limit))
                read.Add(items.Current);

            return read;
        }

        public async ValueTask DisposeAsync()
        {
            await items.DisposeAsync();
            response.Dispose();
        }
    }
}
