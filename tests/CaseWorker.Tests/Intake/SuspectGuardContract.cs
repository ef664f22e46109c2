using System.Text;
using CaseWorker.Processing.Embedded;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseWorker.Tests.Intake;

public abstract class SuspectGuardContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Only_a_start_that_did_not_store_its_first_batch_makes_the_next_one_careful()
    {
        var guard = GuardOf(await IntakeRig.StartAsync(Database, Noon));
        Assert.False(await guard.BeginAsync(Cancellation));
        await guard.DoneAsync(Cancellation);
        Assert.False(await guard.BeginAsync(Cancellation));
        Assert.True(await guard.BeginAsync(Cancellation));
        await guard.DoneAsync(Cancellation);
        Assert.False(await guard.BeginAsync(Cancellation));
    }

    [Fact]
    public async Task A_message_during_which_the_process_ended_three_times_is_parked_unread_and_leaves_the_queue()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        var guard = GuardOf(rig);
        var message = rig.Message("""{"ServiceId":1}""", "killer") with { HubId = 1, CaseId = 9 };
        await WriteAsync(session => IntakeQueueStore.AddAsync(session, [new QueuedRow(0, message)]));
        var row = Assert.Single(await ReadAsync(session => IntakeQueueStore.ReadOldestAsync(session, 10, 1000)));
        foreach (var _ in Enumerable.Range(0, 3))
            await WriteAsync(session => AttemptStore.BeginAsync(session, MessageHash.OfKey(null, "killer"), Noon));

        Assert.Equal(BatchOutcome.Fenced, await guard.StoreAloneAsync(new LaneBatch(0, rig.Epoch - 1, [row.Message], [row.QueueId]), Cancellation));
        Assert.Equal(1, await rig.CountAsync("IntakeQueue"));
        Assert.Equal(BatchOutcome.Stored, await guard.StoreAloneAsync(new LaneBatch(0, rig.Epoch, [row.Message], [row.QueueId]), Cancellation));

        Assert.Equal("crash-loop", Assert.Single(await rig.ParkedAsync()).Reason);
        Assert.Equal(0, await rig.CountAsync("IntakeQueue"));
        Assert.Empty(await rig.KeysOfAsync(1));
    }

    [Fact]
    public async Task A_message_that_ends_the_process_stops_a_service_that_blocks_and_its_repair_lets_it_go_on_in_order()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        var guard = GuardOf(rig);
        const string Orders = """{"ServiceId":2}""";
        await EnqueueAsync(rig, rig.Message(Orders, "killer") with { HubId = 1, CaseId = 9 }, 2);
        await EnqueueAsync(rig, rig.Message(Orders, "second"), 2);
        await EnqueueAsync(rig, rig.Message(key: "other"), 1);
        await EndThreeTimesAsync("killer");
        await DrainAsync(rig, guard);

        var parked = Assert.Single(await rig.ParkedAsync());
        Assert.Equal(("crash-loop", 2), (parked.Reason, parked.ServiceId));
        Assert.Empty(await rig.KeysOfAsync(2));
        Assert.Equal(["other"], await rig.KeysOfAsync(1));
        Assert.Equal(1, await rig.CountAsync("HeldMessage"));
        Assert.Equal(1, await rig.CountAsync("ServiceCounter WHERE ServiceId = 2 AND BlockedBy IS NOT NULL"));

        await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parked.ParkedId, 1, Encoding.UTF8.GetBytes(Orders)));
        await rig.StoreAsync(rig.Message(Orders, "killer#r1") with { RetryOf = parked.ParkedId, CaseId = 9 });
        Assert.Equal(["killer#r1", "second"], await rig.KeysOfAsync(2));
        Assert.Equal(0, await rig.CountAsync("Attempt"));
    }

    [Fact]
    public async Task Behind_others_that_are_held_it_keeps_its_place_and_blocks_when_that_is_reached()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        var guard = GuardOf(rig);
        await rig.StoreAsync(rig.Message("""{"ServiceId":2,"CustomerId":-1}""", "bad"), rig.Message("""{"ServiceId":2}""", "first"));
        await EnqueueAsync(rig, rig.Message("""{"ServiceId":2}""", "killer"), 2);
        await EnqueueAsync(rig, rig.Message("""{"ServiceId":2}""", "last"), 2);
        await EndThreeTimesAsync("killer");
        await DrainAsync(rig, guard);

        var bad = (await rig.ParkedAsync()).Single(row => row.MessageKey == "bad");
        await WriteAsync(session => ParkedStore.DiscardAsync(session, bad.ParkedId, "nonsense", Noon));
        await WriteAsync(session => HeldStore.UnblockAsync(session, 2, bad.ParkedId));
        await rig.Held.RunAsync(Cancellation);
        Assert.Equal(["first"], await rig.KeysOfAsync(2));
        Assert.Equal(1, await rig.CountAsync("HeldMessage"));
    }

    [Fact]
    public async Task A_message_that_a_program_before_this_one_accepted_is_parked_without_a_service()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await WriteAsync(session => IntakeQueueStore.AddAsync(session, [new QueuedRow(0, rig.Message("""{"ServiceId":2}""", "killer"))]));
        await EndThreeTimesAsync("killer");
        await DrainAsync(rig, GuardOf(rig));
        Assert.Null(Assert.Single(await rig.ParkedAsync()).ServiceId);
    }

    [Fact]
    public async Task A_message_that_does_not_end_the_process_is_stored_and_its_attempts_are_forgotten()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await WriteAsync(session => AttemptStore.BeginAsync(session, MessageHash.OfKey(null, "good"), Noon));
        await GuardOf(rig).StoreAloneAsync(new LaneBatch(0, rig.Epoch, [rig.Message(key: "good")], [1]), Cancellation);
        Assert.Equal(["good"], await rig.KeysOfAsync(1));
        Assert.Equal(0, await rig.CountAsync("Attempt"));
    }

    private Task EnqueueAsync(IntakeRig rig, IntakeMessage message, int serviceId) => WriteAsync(
        session => IntakeQueueStore.AddAsync(session, [new QueuedRow(PartitionRule.PartitionOf(serviceId, rig.Partitions.Value), message, serviceId)]));

    private async Task EndThreeTimesAsync(string key)
    {
        foreach (var _ in Enumerable.Range(0, 3))
            await WriteAsync(session => AttemptStore.BeginAsync(session, MessageHash.OfKey(null, key), Noon));
    }

    // As the lane does when it is suspicious.
    private async Task DrainAsync(IntakeRig rig, SuspectGuard guard)
    {
        foreach (var row in await ReadAsync(session => IntakeQueueStore.ReadOldestAsync(session, 100, 1_000_000)))
            Assert.Equal(BatchOutcome.Stored, await guard.StoreAloneAsync(new LaneBatch(0, rig.Epoch, [row.Routed], [row.QueueId]), Cancellation));
    }

    private SuspectGuard GuardOf(IntakeRig rig) => new(Database, rig.Handler, rig.Parker, rig.Partitions, rig.Clock, NullLogger<SuspectGuard>.Instance);
}
