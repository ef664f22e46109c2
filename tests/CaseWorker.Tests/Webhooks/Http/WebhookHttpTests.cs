using System.Net;
using System.Text.Json;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Webhooks;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Webhooks;
using CaseWorker.Tests.Gateways;
using CaseWorker.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseWorker.Tests.Webhooks.Http;

public sealed class WebhookHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string Admin = "admin-key-of-hub-1-01234567890";
    private const string OtherAdmin = "admin-key-of-hub-2-01234567890";
    private const string Reader = "reader-key-of-hub-1-0123456789";

    [Fact]
    public async Task The_log_shows_what_was_told_and_a_failed_delivery_is_told_again()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await StartAsync(receiver);
        await using var app = await ServeAsync(rig);
        await rig.StoreAsync(2);
        receiver.Answer = (_, _) => Task.FromResult(410);
        await rig.RunAsync();
        var (status, log) = await AskAsync(app, HttpMethod.Get, "deliveries?state=waiting");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, log.GetProperty("items").GetArrayLength());
        var first = log.GetProperty("items")[0];
        Assert.Equal(
            "deliveryId, webhookId, eventNo, eventId, event, caseId, state, attempts, createdAt, nextAt, lastAt, lastStatus, lastError, finishedAt",
            string.Join(", ", first.EnumerateObject().Select(member => member.Name)));
        Assert.Equal((1, "CaseCreated", 410), (first.GetProperty("attempts").GetInt32(), first.GetProperty("event").GetString(), first.GetProperty("lastStatus").GetInt32()));

        var id = first.GetProperty("deliveryId").GetInt64();
        Assert.Equal(HttpStatusCode.Conflict, (await AskAsync(app, HttpMethod.Post, $"deliveries/{id}/replay")).Status);
        receiver.Answer = (_, _) => Task.FromResult(200);
        rig.Rig.Clock.Advance(TimeSpan.FromSeconds(6));
        await rig.RunAsync();
        var (accepted, replayed) = await AskAsync(app, HttpMethod.Post, $"deliveries/{id}/replay");
        Assert.Equal((HttpStatusCode.Accepted, "waiting", 0), (accepted, replayed.GetProperty("state").GetString(), replayed.GetProperty("attempts").GetInt32()));
        await rig.RunAsync();
        Assert.Equal(3, receiver.All.Count(got => got.Delivery == $"{id}"));
    }

    [Fact]
    public async Task Nobody_sees_or_replays_what_another_hub_was_told()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await StartAsync(receiver);
        await using var app = await ServeAsync(rig);
        await rig.StoreAsync(1);
        await rig.RunAsync();
        var id = (await rig.LogAsync())[0].DeliveryId;
        Assert.Equal(0, (await AskAsync(app, HttpMethod.Get, "deliveries", OtherAdmin)).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(app, HttpMethod.Post, $"deliveries/{id}/replay", OtherAdmin)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(app, HttpMethod.Get, "deliveries", Reader)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(app, HttpMethod.Get, "deliveries?state=lost")).Status);
    }

    [Fact]
    public async Task A_webhook_shows_how_it_is_and_what_failed_is_told_again_all_at_once()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await StartAsync(receiver);
        await using var app = await ServeAsync(rig);
        await rig.StoreAsync(9);
        receiver.Answer = (_, _) => Task.FromResult(503);
        await rig.RunAsync();
        var down = Assert.Single((await AskAsync(app, HttpMethod.Get, "/api/admin/webhooks")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal("webhookId, url, active, waiting, isDown, downSince, nextTryAt", string.Join(", ", down.EnumerateObject().Select(member => member.Name)));
        Assert.Equal((1, true, 9, true), (down.GetProperty("webhookId").GetInt32(), down.GetProperty("active").GetBoolean(), down.GetProperty("waiting").GetInt32(), down.GetProperty("isDown").GetBoolean()));
        Assert.Equal("2026-11-22T12:00:00.000Z", down.GetProperty("downSince").GetString());
        Assert.Equal(0, (await AskAsync(app, HttpMethod.Get, "/api/admin/webhooks", OtherAdmin)).Json.GetProperty("items").GetArrayLength());

        // It is back, and refuses everything until it is repaired.
        receiver.Answer = (_, _) => Task.FromResult(500);
        while ((await rig.LogAsync()).Any(row => row.State == "waiting"))
        {
            rig.Rig.Clock.Advance(TimeSpan.FromMinutes(10));
            await rig.RunAsync();
        }

        receiver.Answer = (_, _) => Task.FromResult(200);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(app, HttpMethod.Post, "replay", OtherAdmin)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(app, HttpMethod.Post, "replay?since=yesterday")).Status);
        Assert.Equal(0, (await AskAsync(app, HttpMethod.Post, "replay?since=2027-01-01")).Json.GetProperty("replayed").GetInt32());
        var (accepted, replayed) = await AskAsync(app, HttpMethod.Post, "replay");
        Assert.Equal((HttpStatusCode.Accepted, 9), (accepted, replayed.GetProperty("replayed").GetInt32()));
        await rig.RunAsync();
        Assert.All(await rig.LogAsync(), row => Assert.Equal("delivered", row.State));
    }

    private async Task<WebhookRig> StartAsync(Receiver receiver)
    {
        var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver, 1, """, "events": ["CaseCreated"]"""));
        await rig.Rig.ApplyAsync(
            $$"""
            { "hubs": [ { "id": 1, "name": "Main", "keys": [ { "name": "a", "key": "{{Admin}}", "scopes": ["admin"] }, { "name": "r", "key": "{{Reader}}", "scopes": ["cases:read"] } ] },
                        { "id": 2, "name": "Other", "keys": [ { "name": "a", "key": "{{OtherAdmin}}", "scopes": ["admin"] } ] } ] }
            """);
        return rig;
    }

    private static Task<WebApplication> ServeAsync(WebhookRig rig) => GatewayPart.StartAsync(
        services => services.AddSingleton<TimeProvider>(rig.Rig.Clock).AddSingleton(rig.Database).AddAccess().AddWebhookDesk(),
        routes => routes.MapWebhooks());

    private static async Task<(HttpStatusCode Status, JsonElement Json)> AskAsync(WebApplication app, HttpMethod method, string path, string key = Admin)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(new Uri(app.Urls.Single()), path.StartsWith('/') ? path : "/api/admin/webhooks/1/" + path));
        request.Headers.Add("X-Api-Key", key);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }
}
