using System.Text;
using System.Text.Json;
using CaseWorker.Processing.Webhooks;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Webhooks;
using CaseWorker.Tests.Events;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Webhooks;

/// <summary>Receivers that are dead for long: they cost little, and lose nothing.</summary>
public abstract class WebhookBacklogContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_receiver_that_was_down_for_three_hours_cost_a_few_tries_and_gets_everything_in_order_under_the_same_ids()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, _) => Task.FromResult(503);
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver));
        await rig.StoreAsync(20);
        for (var minute = 0; minute < 180; minute++)
        {
            if (minute % 20 == 0)
                await rig.StoreAsync(2);

            await rig.RunAsync();
            rig.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        // Eight at first, and then ever fewer, at most one in eight minutes.
        var before = await rig.LogAsync();
        Assert.Equal(76, before.Count);
        Assert.All(before, row => Assert.Equal("waiting", row.State));
        Assert.InRange(receiver.All.Count, 8 + 10, 8 + 30);
        Assert.InRange(before.Max(row => row.Attempts), 1, WebhookRetryRule.MaxAttempts);

        receiver.Answer = (_, _) => Task.FromResult(200);
        var tried = receiver.All.Count;
        rig.Rig.Clock.Advance(TimeSpan.FromMinutes(12));
        await rig.RunAsync();
        rig.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await rig.RunAsync();
        var after = await rig.LogAsync();
        Assert.All(after, row => Assert.Equal("delivered", row.State));
        Assert.Equal(before.Select(row => (row.DeliveryId, row.EventId)), after.Select(row => (row.DeliveryId, row.EventId)));

        var told = receiver.All.Skip(tried).ToList();
        Assert.Equal(76, told.Count);
        Assert.All(told.GroupBy(CaseOf), events => Assert.Equal(["CaseCreated", "CaseAssigned"], events.Select(got => got.Event)));
        var bodies = await ReadAsync(session => session.QueryAsync<string>(Sql.Both("SELECT Body FROM Outbox")));
        Assert.Equal(bodies.Order(StringComparer.Ordinal), told.Select(got => Encoding.UTF8.GetString(got.Body)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Behind_a_black_hole_ten_tries_take_about_two_hours_and_then_the_delivery_waits_until_it_is_gone()
    {
        await using var hole = await Receiver.StartAsync();
        using var asked = new SemaphoreSlim(0);
        hole.Answer = async (_, context) =>
        {
            asked.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 200;
        };
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(hole, 1, """, "events": ["CaseCreated"]"""));
        await rig.StoreAsync(1);
        var webhook = await rig.FindAsync();
        for (var tries = 1; tries <= 10; tries++)
        {
            var run = rig.Runner.RunAsync(webhook, Cancellation);
            Assert.True(await asked.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
            rig.Rig.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(1, await run.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
            var row = Assert.Single(await rig.LogAsync());
            Assert.Equal(("waiting", tries, "no answer within 10 s"), (row.State, row.Attempts, row.LastError));
            if (tries == 10)
                Assert.InRange((row.LastAt!.Value - Noon).TotalMinutes, 90, 145);

            // As soon as it may be tried again: by its own schedule, and by that of its receiver.
            var health = Assert.Single(await ReadAsync(WebhookHealthStore.ReadAsync));
            var next = health.Downs >= WebhookHealthRule.DownAfter && health.ProbeAt > row.NextAt ? health.ProbeAt : row.NextAt;
            if (next > rig.Rig.Clock.GetUtcNow())
                rig.Rig.Clock.SetUtcNow(next);
        }

        hole.Answer = (_, _) => Task.FromResult(200);
        await rig.RunAsync();
        Assert.Equal(("delivered", 11), (await rig.LogAsync()).Select(row => (row.State, row.Attempts)).Single());
        Assert.Single(hole.All.Select(got => got.Delivery).Distinct());
    }

    [Fact]
    public async Task However_many_events_of_a_case_wait_one_is_looked_at_and_they_follow_each_other_in_order()
    {
        const int Events = 300;
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, _) => Task.FromResult(500);
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver));
        await AddEventsAsync(rig, 7, Events / 2);
        await rig.RunAsync();
        await AddEventsAsync(rig, 7, Events / 2);

        Assert.Empty(await ReadAsync(session => WebhookDeliveryStore.FindDueAsync(session, 1, 1, Noon.AddSeconds(1), 100)));
        rig.Rig.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Single(await ReadAsync(session => WebhookDeliveryStore.FindDueAsync(session, 1, 1, rig.Rig.Clock.GetUtcNow(), 100)));
        Assert.Single(await rig.LogAsync(), row => !row.Behind);

        receiver.Answer = (_, _) => Task.FromResult(200);
        await rig.RunAsync();
        var log = await rig.LogAsync();
        Assert.All(log, row => Assert.Equal("delivered", row.State));
        Assert.Equal(log.Select(row => $"{row.DeliveryId}"), receiver.All.Skip(1).Select(got => got.Delivery));
    }

    [Fact]
    public async Task What_failed_is_told_again_before_what_came_later_in_its_case()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, _) => Task.FromResult(500);
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver));
        await AddEventsAsync(rig, 7, 3);
        await AddEventsAsync(rig, 8, 3);
        while ((await rig.LogAsync()).Count(row => row.State == "failed") < 4)
        {
            rig.Rig.Clock.Advance(TimeSpan.FromMinutes(10));
            await rig.RunAsync();
        }

        receiver.Answer = (_, _) => Task.FromResult(200);
        var tried = receiver.All.Count;
        Assert.Equal(4, await rig.Replay.ReplayFailedAsync(1, 1, DateTimeOffset.UnixEpoch, Cancellation));
        Assert.Equal(2, (await rig.LogAsync()).Count(row => !row.Behind));
        await rig.RunAsync();
        var told = receiver.All.Skip(tried).Select(got => long.Parse(got.Delivery, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var log = await rig.LogAsync();
        Assert.All(log, row => Assert.Equal("delivered", row.State));
        Assert.All(log.GroupBy(row => row.CaseId), rows => Assert.Equal(rows.Select(row => row.DeliveryId), told.Where(id => rows.Any(row => row.DeliveryId == id))));
    }

    [Fact]
    public async Task A_replay_says_that_the_receiver_is_well_and_it_is_tried_at_once()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver, 1, """, "events": ["CaseCreated"]"""));
        await rig.StoreAsync(1);
        await rig.RunAsync();
        receiver.Answer = (_, _) => Task.FromResult(503);
        await rig.StoreAsync(12);
        await rig.RunAsync();
        var tried = receiver.All.Count;
        receiver.Answer = (_, _) => Task.FromResult(200);
        await rig.RunAsync();
        Assert.Equal(tried, receiver.All.Count);

        Assert.True(await rig.Replay.ReplayAsync(1, 1, (await rig.LogAsync())[0].DeliveryId, Cancellation));
        await rig.RunAsync();
        Assert.True(receiver.All.Count >= tried + 5);
        Assert.Equal(0, Assert.Single(await ReadAsync(WebhookHealthStore.ReadAsync)).Downs);
    }

    [Fact]
    public async Task While_events_are_added_and_told_at_once_nothing_is_left_behind_and_every_case_keeps_its_order()
    {
        const int Rounds = 30;
        await using var receiver = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver));
        var webhook = await rig.FindAsync();
        using var over = new CancellationTokenSource();
        var telling = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var runner = rig.NewRunner();
            while (!over.IsCancellationRequested)
                await runner.RunAsync(webhook, Cancellation);
        })).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            for (var caseId = 1; caseId <= 4; caseId++)
                await AddEventsAsync(rig, caseId, 2);
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (receiver.All.Count < Rounds * 8)
            await Task.Delay(20, limit.Token);

        await over.CancelAsync();
        await Task.WhenAll(telling);
        var log = await rig.LogAsync();
        Assert.All(log, row => Assert.Equal("delivered", row.State));
        Assert.Equal(Rounds * 8, receiver.All.Count);
        var told = receiver.All.Select((got, place) => (Id: long.Parse(got.Delivery, System.Globalization.CultureInfo.InvariantCulture), place)).ToDictionary(entry => entry.Id, entry => entry.place);
        Assert.All(log.GroupBy(row => row.CaseId), rows => Assert.Equal(rows.OrderBy(row => row.DeliveryId), rows.OrderBy(row => told[row.DeliveryId])));
    }

    private static async Task AddEventsAsync(WebhookRig rig, int caseId, int count)
    {
        await rig.Database.WriteAsync(
            session => IntakeStore.AddOutboxAsync(session, [.. Enumerable.Range(0, count).Select(_ => EventProcess.Event(caseId))]), CancellationToken.None);
        await rig.NumberAsync();
    }

    private static int CaseOf(Received got) => JsonElement.Parse(got.Body).GetProperty("caseId").GetInt32();
}
