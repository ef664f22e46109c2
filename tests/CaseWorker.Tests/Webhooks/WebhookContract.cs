using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseWorker.Storage;
using CaseWorker.Storage.Webhooks;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Webhooks;

public abstract class WebhookContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_receiver_is_told_the_event_signed_in_a_way_that_it_can_check()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver));
        await rig.StoreAsync(1);
        await rig.RunAsync();

        Assert.Equal(["CaseCreated", "CaseAssigned"], receiver.All.Select(got => got.Event));
        var bodies = await ReadAsync(session => session.QueryAsync<string>(Sql.Both("SELECT Body FROM Outbox ORDER BY OutboxId")));
        Assert.Equal(bodies, receiver.All.Select(got => Encoding.UTF8.GetString(got.Body)));
        Assert.All(receiver.All, got =>
        {
            Assert.Equal("application/json", got.ContentType);
            Assert.Equal(got.Event, JsonElement.Parse(got.Body).GetProperty("name").GetString());
            var parts = got.Signature.Split(',').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
            Assert.Equal(Noon.ToUnixTimeSeconds(), long.Parse(parts["t"], CultureInfo.InvariantCulture));
            byte[] signed = [.. Encoding.UTF8.GetBytes(parts["t"] + "."), .. got.Body];
            Assert.Equal(Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes("geheim ✓"), signed)), parts["v1"], ignoreCase: true);
        });
        Assert.All(await rig.LogAsync(), row => Assert.Equal(("delivered", 1, 200, Noon), (row.State, row.Attempts, row.LastStatus, row.FinishedAt)));
    }

    [Fact]
    public async Task Only_the_events_that_a_webhook_names_are_told_and_none_to_one_that_is_off()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(
            Database, WebhookRig.Hook(receiver, 1, """, "events": ["CaseAssigned"]""") + ", " + WebhookRig.Hook(receiver, 2, """, "active": false"""));
        await rig.StoreAsync(3);
        Assert.Equal(["CaseAssigned", "CaseAssigned", "CaseAssigned"], (await rig.LogAsync()).Select(row => row.EventName));
        Assert.Empty(await rig.LogAsync(2));
    }

    [Fact]
    public async Task A_delivery_that_never_succeeds_is_tried_ten_times_under_one_id_and_then_has_failed()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, _) => Task.FromResult(500);
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver, 1, """, "events": ["CaseCreated"]"""));
        await rig.StoreAsync(1);
        for (var tries = 1; tries <= 10; tries++)
        {
            await rig.RunAsync();
            Assert.Equal(tries, receiver.All.Count);
            var row = Assert.Single(await rig.LogAsync());
            Assert.Equal((tries < 10 ? "waiting" : "failed", tries, 500), (row.State, row.Attempts, row.LastStatus));
            if (tries < 10)
                rig.Rig.Clock.SetUtcNow(row.NextAt);
        }

        Assert.Single(receiver.All.Select(got => (got.Delivery, Encoding.UTF8.GetString(got.Body))).Distinct());
        Assert.InRange((rig.Rig.Clock.GetUtcNow() - Noon).TotalMinutes, 90, 145);
        rig.Rig.Clock.Advance(TimeSpan.FromDays(1));
        await rig.RunAsync();
        Assert.Equal(10, receiver.All.Count);
    }

    [Fact]
    public async Task A_failing_delivery_holds_back_the_later_ones_of_its_case_and_no_others()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver));
        await rig.StoreAsync(5);
        var stuck = (await rig.LogAsync())[0].CaseId;
        receiver.Answer = (got, _) => Task.FromResult(CaseOf(got) == stuck ? 503 : 200);
        await rig.RunAsync();
        Assert.Equal(["waiting", "waiting"], await StatesAsync(rig, stuck));
        Assert.Equal(8, (await rig.LogAsync()).Count(row => row.State == "delivered"));
        Assert.Equal(["CaseCreated"], receiver.All.Where(got => CaseOf(got) == stuck).Select(got => got.Event));

        receiver.Answer = (_, _) => Task.FromResult(204);
        rig.Rig.Clock.Advance(TimeSpan.FromSeconds(6));
        await rig.RunAsync();
        Assert.Equal(["CaseCreated", "CaseCreated", "CaseAssigned"], receiver.All.Where(got => CaseOf(got) == stuck).Select(got => got.Event));
        Assert.Equal(["delivered", "delivered"], await StatesAsync(rig, stuck));
    }

    [Fact]
    public async Task Several_schedulers_try_each_delivery_once()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver));
        await rig.StoreAsync(40);
        var webhook = await rig.FindAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            var runner = rig.NewRunner();
            while ((await rig.LogAsync()).Any(row => row.State == "waiting"))
                await runner.RunAsync(webhook, Cancellation);
        }));
        Assert.Equal(80, receiver.All.Count);
        Assert.Equal(80, receiver.All.Select(got => got.Delivery).Distinct().Count());
        Assert.All(receiver.All.GroupBy(CaseOf), events => Assert.Equal(["CaseCreated", "CaseAssigned"], events.Select(got => got.Event)));
    }

    [Fact]
    public async Task What_a_process_took_and_lost_is_tried_by_another_under_the_same_id()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver, 1, """, "events": ["CaseCreated"]"""));
        await rig.StoreAsync(1);
        var id = Assert.Single(await rig.LogAsync()).DeliveryId;
        var lost = await WriteAsync(session => WebhookDeliveryStore.ClaimAsync(session, id, Noon, Noon.AddSeconds(30)));
        Assert.NotNull(lost);
        await rig.RunAsync();
        Assert.Empty(receiver.All);

        rig.Rig.Clock.Advance(TimeSpan.FromSeconds(30));
        await rig.RunAsync();
        Assert.Equal([$"{id}"], receiver.All.Select(got => got.Delivery));
        Assert.Equal(("delivered", 2), (await rig.LogAsync()).Select(row => (row.State, row.Attempts)).Single());

        // The one that was lost comes to itself and has nothing left to say.
        Assert.False(await WriteAsync(session => WebhookDeliveryStore.RecordAsync(session, 1, 1, lost, new DeliveryResult("failed", Noon, 500, null), Noon)));
        Assert.Equal("delivered", Assert.Single(await rig.LogAsync()).State);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_receiver_that_never_answers_is_given_up()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return Task.FromResult(302);
        };
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver, 1, """, "events": ["CaseCreated"]"""));
        await rig.StoreAsync(1);
        await rig.RunAsync();
        Assert.Equal(["/hook"], receiver.All.Select(got => got.Path));
        Assert.Equal(("waiting", 302), (await rig.LogAsync()).Select(row => (row.State, row.LastStatus)).Single());

        var asked = new TaskCompletionSource();
        receiver.Answer = async (_, context) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 200;
        };
        rig.Rig.Clock.Advance(TimeSpan.FromSeconds(10));
        var run = rig.Runner.RunAsync(await rig.FindAsync(), Cancellation);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        rig.Rig.Clock.Advance(TimeSpan.FromSeconds(11));
        await run.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Equal(("waiting", null, "no answer within 10 s"), (await rig.LogAsync()).Select(row => (row.State, row.LastStatus, row.LastError)).Single());
    }

    [Fact]
    public async Task A_finished_delivery_can_be_replayed_under_its_id()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver, 1, """, "events": ["CaseCreated"]"""));
        await rig.StoreAsync(1);
        var id = Assert.Single(await rig.LogAsync()).DeliveryId;
        Assert.False(await rig.Replay.ReplayAsync(1, 1, id, Cancellation));
        await rig.RunAsync();
        Assert.False(await rig.Replay.ReplayAsync(2, 1, id, Cancellation));
        Assert.True(await rig.Replay.ReplayAsync(1, 1, id, Cancellation));
        await rig.RunAsync();
        Assert.Equal([$"{id}", $"{id}"], receiver.All.Select(got => got.Delivery));
    }

    [Fact]
    public async Task Finished_deliveries_are_removed_when_they_are_old_and_waiting_ones_never()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver, 1) + ", " + WebhookRig.Hook(receiver, 2));
        await rig.StoreAsync(3);
        await rig.RunAsync(1);
        Assert.Equal(0, await WriteAsync(session => WebhookDeliveryStore.RemoveFinishedAsync(session, Noon, 100)));
        Assert.Equal(4, await WriteAsync(session => WebhookDeliveryStore.RemoveFinishedAsync(session, Noon.AddSeconds(1), 4)));
        Assert.Equal(2, await WriteAsync(session => WebhookDeliveryStore.RemoveFinishedAsync(session, Noon.AddSeconds(1), 4)));
        Assert.Equal(6, (await rig.LogAsync(2)).Count);
    }

    [Fact]
    public async Task What_waits_for_a_webhook_that_was_removed_is_removed()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver, 1) + ", " + WebhookRig.Hook(receiver, 2));
        await rig.StoreAsync(2);
        Assert.Equal(0, await WriteAsync(session => WebhookDeliveryStore.RemoveOfNobodyAsync(session, Noon.AddHours(1), 100)));
        await rig.Rig.ApplyAsync($$"""{ "prune": true, "hubs": [ { "id": 1, "name": "Main", "webhooks": [ {{WebhookRig.Hook(receiver, 2)}} ] } ] }""");
        Assert.Equal(4, await WriteAsync(session => WebhookDeliveryStore.RemoveOfNobodyAsync(session, Noon.AddHours(1), 100)));
        Assert.Empty(await rig.LogAsync(1));
        Assert.Equal(4, (await rig.LogAsync(2)).Count);
    }

    private static int CaseOf(Received got) => JsonElement.Parse(got.Body).GetProperty("caseId").GetInt32();

    private static async Task<IEnumerable<string>> StatesAsync(WebhookRig rig, int? caseId) =>
        (await rig.LogAsync()).Where(row => row.CaseId == caseId).Select(row => row.State);
}
