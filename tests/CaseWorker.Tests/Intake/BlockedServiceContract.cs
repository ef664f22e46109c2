using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Parking;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Intake;

public abstract class BlockedServiceContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const string Good = """{"ServiceId":2}""";
    private const string Bad = """{"ServiceId":2,"CustomerId":"x"}""";

    [Fact]
    public async Task A_bad_message_stops_its_own_service_only()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(Good, "a"), rig.Message(Bad, "bad"), rig.Message(Good, "b"), rig.Message(key: "other"));
        await rig.StoreAsync(rig.Message(Good, "c"));
        Assert.Equal(["a"], await rig.KeysOfAsync(2));
        Assert.Equal(["other"], await rig.KeysOfAsync(1));
        Assert.Equal(2, await rig.CountAsync("HeldMessage"));
        Assert.Equal("bad", Assert.Single(await rig.ParkedAsync()).MessageKey);
    }

    [Fact]
    public async Task The_repaired_head_comes_first_then_the_held_ones_then_what_is_newer()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(Bad, "bad"), rig.Message(Good, "b"), rig.Message(Good, "c"));
        var parked = Assert.Single(await rig.ParkedAsync());
        Assert.True(await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parked.ParkedId, 1, "{\"ServiceId\":2}"u8.ToArray())));
        var retry = rig.Message(Good, "bad#r1") with { RetryOf = parked.ParkedId };
        await rig.StoreAsync(rig.Message(Good, "d"), retry, rig.Message(Good, "e"));
        await rig.Held.RunAsync(Cancellation);
        Assert.Equal(["bad#r1", "b", "c", "d", "e"], await rig.KeysOfAsync(2));
        Assert.Equal(0, await rig.CountAsync("HeldMessage"));
        Assert.Equal("resolved", Assert.Single(await rig.ParkedAsync()).State);
    }

    [Fact]
    public async Task A_retry_that_fails_returns_to_its_row_and_the_service_stays_blocked()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(Bad, "bad"), rig.Message(Good, "b"));
        var parked = Assert.Single(await rig.ParkedAsync());
        await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parked.ParkedId, 1, "[]"u8.ToArray()));
        await rig.StoreAsync(rig.Message(Bad, "bad#r1") with { RetryOf = parked.ParkedId });
        var row = Assert.Single(await rig.ParkedAsync());
        Assert.Equal(("parked", "invalid"), (row.State, row.Reason));
        Assert.Empty(await rig.KeysOfAsync(2));
        Assert.Equal(1, await rig.CountAsync("HeldMessage"));
    }

    [Fact]
    public async Task A_second_bad_message_among_the_held_blocks_again_at_its_place()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(Bad, "bad"), rig.Message(Good, "b"), rig.Message(Bad, "worse"), rig.Message(Good, "c"));
        var head = Assert.Single(await rig.ParkedAsync());
        await WriteAsync(session => ParkedStore.BeginRetryAsync(session, head.ParkedId, 1, "{}"u8.ToArray()));
        await rig.StoreAsync(rig.Message(Good, "bad#r1") with { RetryOf = head.ParkedId });
        await rig.Held.RunAsync(Cancellation);
        Assert.Equal(["bad#r1", "b"], await rig.KeysOfAsync(2));
        Assert.Equal(["bad", "worse"], (await rig.ParkedAsync()).Select(row => row.MessageKey));
        Assert.Equal(1, await rig.CountAsync("HeldMessage"));
    }

    [Fact]
    public async Task A_held_message_under_a_used_key_is_parked_and_those_behind_it_run()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(Good, "k"), rig.Message(Bad, "bad"));
        var reused = rig.Message("""{"ServiceId":2,"Subject":"other"}""", "k");
        await rig.StoreAsync(reused, rig.Message(Good, "b"));
        await rig.StoreAsync(reused);
        var head = Assert.Single(await rig.ParkedAsync());
        await WriteAsync(session => ParkedStore.BeginRetryAsync(session, head.ParkedId, 1, "{}"u8.ToArray()));
        await rig.StoreAsync(reused, rig.Message(Good, "bad#r1") with { RetryOf = head.ParkedId });
        var second = (await rig.ParkedAsync()).Single(row => row.State == "parked");
        Assert.Equal(("k", "key-reused"), (second.MessageKey, second.Reason));
        await WriteAsync(session => ParkedStore.BeginRetryAsync(session, second.ParkedId, 1, "{}"u8.ToArray()));
        await rig.StoreAsync(rig.Message(Good, "k#r1") with { RetryOf = second.ParkedId });
        Assert.Equal(["k", "bad#r1", "k#r1", "b"], await rig.KeysOfAsync(2));
    }

    [Fact]
    public async Task A_held_message_stays_with_its_service_when_the_reference_moves()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 2, "name": "Orders", "extRef": "orders" } ] } ] }""");
        await rig.StoreAsync(rig.Message(Bad, "bad"), rig.Message("""{"ServiceIdExtRef":"orders"}""", "held"));
        await rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 2, "name": "Orders", "extRef": null }, { "id": 3, "name": "Offers", "extRef": "orders" } ] } ] }""");
        var head = Assert.Single(await rig.ParkedAsync());
        await WriteAsync(session => ParkedStore.BeginRetryAsync(session, head.ParkedId, 1, "{}"u8.ToArray()));
        await rig.StoreAsync(rig.Message(Good, "bad#r1") with { RetryOf = head.ParkedId });
        Assert.Equal(["bad#r1", "held"], await rig.KeysOfAsync(2));
        Assert.Empty(await rig.KeysOfAsync(3));
    }

    [Fact]
    public async Task A_redelivered_held_or_parked_message_is_known()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        var bad = rig.Message(Bad, "bad");
        var held = rig.Message(Good, "b");
        await rig.StoreAsync(bad, held);
        await rig.StoreAsync(bad, held);
        Assert.Single(await rig.ParkedAsync());
        Assert.Equal(1, await rig.CountAsync("HeldMessage"));
    }

    [Fact]
    public async Task A_message_that_was_parked_unread_stops_its_service_like_any_bad_one()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        Assert.True(await rig.ParkUnreadAsync(rig.Message(Good, "killer"), 2));
        await rig.StoreAsync(rig.Message(Good, "b"), rig.Message(key: "other"));
        Assert.Empty(await rig.KeysOfAsync(2));
        Assert.Equal(["other"], await rig.KeysOfAsync(1));
        await RepairAsync(rig, "killer");
        Assert.Equal(["killer#r1", "b"], await rig.KeysOfAsync(2));
    }

    [Fact]
    public async Task A_message_that_was_parked_unread_behind_the_head_keeps_its_place_among_the_held()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(Bad, "bad"), rig.Message(Good, "b"));
        var killer = rig.Message(Good, "killer") with { CaseId = 77 };
        await rig.ParkUnreadAsync(killer, 2);
        await rig.ParkUnreadAsync(killer, 2);
        await rig.StoreAsync(rig.Message(Good, "c"));
        Assert.Equal(2, (await rig.ParkedAsync()).Count);

        await RepairAsync(rig, "bad");
        Assert.Equal(["bad#r1", "b"], await rig.KeysOfAsync(2));
        await rig.StoreAsync(rig.Message(Good, "d"));
        Assert.Equal(["bad#r1", "b"], await rig.KeysOfAsync(2));

        await RepairAsync(rig, "killer");
        Assert.Equal(["bad#r1", "b", "killer#r1", "c", "d"], await rig.KeysOfAsync(2));
        Assert.Equal(0, await rig.CountAsync("HeldMessage"));
    }

    [Fact]
    public async Task A_message_that_was_parked_unread_behind_the_head_and_is_discarded_stops_nothing()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(Bad, "bad"));
        await rig.ParkUnreadAsync(rig.Message(Good, "killer"), 2);
        await rig.StoreAsync(rig.Message(Good, "c"));
        var killer = (await rig.ParkedAsync()).Single(row => row.MessageKey == "killer");
        await WriteAsync(session => ParkedStore.DiscardAsync(session, killer.ParkedId, "bad", Noon));
        await RepairAsync(rig, "bad");
        Assert.Equal(["bad#r1", "c"], await rig.KeysOfAsync(2));
    }

    [Fact]
    public async Task A_worker_that_lost_the_partition_parks_nothing()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        var late = rig.Epoch;
        await rig.TakePartitionAsync();
        Assert.False(await rig.Parker.ParkAsync(rig.Message(Good, "killer"), 0, 2, "crash-loop", null, null, late, Cancellation));
        Assert.Empty(await rig.ParkedAsync());
        await rig.StoreAsync(rig.Message(Good, "a"));
        Assert.Equal(["a"], await rig.KeysOfAsync(2));
    }

    [Fact]
    public async Task What_never_reached_a_partition_stops_nothing()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.Parker.ParkAsync(rig.Message(Good, "late"), null, 2, "inactive-service", null, null, null, Cancellation);
        await rig.StoreAsync(rig.Message(Good, "a"));
        Assert.Equal(["a"], await rig.KeysOfAsync(2));
    }

    [Fact]
    public async Task A_retry_of_another_message_than_the_head_joins_the_line()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 2, "name": "Orders", "headOfLine": "park" } ] } ] }""");
        await rig.StoreAsync(rig.Message(Bad, "early"));
        await rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 2, "name": "Orders", "headOfLine": "block" } ] } ] }""");
        await rig.StoreAsync(rig.Message(Bad, "bad"), rig.Message(Good, "b"));
        await RepairAsync(rig, "early");
        await rig.StoreAsync(rig.Message(Good, "c"));
        Assert.Empty(await rig.KeysOfAsync(2));
        Assert.Equal("retrying", (await rig.ParkedAsync())[0].State);

        await RepairAsync(rig, "bad");
        Assert.Equal(["bad#r1", "b", "early#r1", "c"], await rig.KeysOfAsync(2));
        Assert.All(await rig.ParkedAsync(), row => Assert.Equal("resolved", row.State));
    }

    [Fact]
    public async Task A_held_message_that_fails_is_to_blame_for_itself_and_not_the_one_that_comes()
    {
        var rig = await HoldPoisonAsync();
        await rig.StoreAsync(rig.Message(Good, "c"), rig.Message(key: "other"));
        var parked = Assert.Single(await rig.ParkedAsync(), row => row.State == "parked");
        Assert.Equal(("poison", "failed"), (parked.MessageKey, parked.Reason));
        Assert.Equal(["bad#r1", "a"], await rig.KeysOfAsync(2));
        Assert.Equal(["other"], await rig.KeysOfAsync(1));

        // It stops its service at its own place, and what is behind it goes on in order once it is repaired.
        await RepairAsync(rig, "poison");
        Assert.Equal(["bad#r1", "a", "poison#r1", "b", "c"], await rig.KeysOfAsync(2));
    }

    [Fact]
    public async Task A_held_message_that_fails_is_found_also_when_nothing_comes()
    {
        var rig = await HoldPoisonAsync();
        await rig.Held.RunAsync(Cancellation);
        Assert.Equal("poison", Assert.Single(await rig.ParkedAsync(), row => row.State == "parked").MessageKey);
        await RepairAsync(rig, "poison");
        Assert.Equal(["bad#r1", "a", "poison#r1", "b"], await rig.KeysOfAsync(2));
    }

    [Fact]
    public async Task A_worker_that_lost_the_partition_runs_and_parks_nothing_that_is_held()
    {
        var rig = await HoldPoisonAsync();
        Assert.False(await rig.Line.RunAsync(2, new LaneBatch(0, rig.Epoch - 1, []), Cancellation));
        Assert.Equal(3, await rig.CountAsync("HeldMessage"));
        Assert.DoesNotContain(await rig.ParkedAsync(), row => row.State == "parked");
    }

    // The head is repaired; a, poison and b are held behind it. Nobody expects a held message without a case id.
    private async Task<IntakeRig> HoldPoisonAsync()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(Bad, "bad"), rig.Message(Good, "a"), rig.Message(Good, "poison"), rig.Message(Good, "b"));
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("UPDATE HeldMessage SET CaseId = NULL WHERE MessageKey = 'poison'")));
        var head = Assert.Single(await rig.ParkedAsync());
        await WriteAsync(session => ParkedStore.BeginRetryAsync(session, head.ParkedId, 1, "{}"u8.ToArray()));
        await rig.StoreAsync(rig.Message(Good, "bad#r1") with { RetryOf = head.ParkedId });
        Assert.Equal(3, await rig.CountAsync("HeldMessage"));
        return rig;
    }

    private async Task RepairAsync(IntakeRig rig, string key)
    {
        var parked = (await rig.ParkedAsync()).Single(row => row.MessageKey == key);
        Assert.True(await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parked.ParkedId, 1, "{}"u8.ToArray())));
        await rig.StoreAsync(rig.Message(Good, key + "#r1") with { RetryOf = parked.ParkedId });
        await rig.Held.RunAsync(Cancellation);
    }
}
