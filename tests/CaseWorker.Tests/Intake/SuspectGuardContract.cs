using CaseWorker.Processing.Embedded;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;
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
    public async Task A_message_that_does_not_end_the_process_is_stored_and_its_attempts_are_forgotten()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await WriteAsync(session => AttemptStore.BeginAsync(session, MessageHash.OfKey(null, "good"), Noon));
        await GuardOf(rig).StoreAloneAsync(new LaneBatch(0, rig.Epoch, [rig.Message(key: "good")], [1]), Cancellation);
        Assert.Equal(["good"], await rig.KeysOfAsync(1));
        Assert.Equal(0, await rig.CountAsync("Attempt"));
    }

    private SuspectGuard GuardOf(IntakeRig rig) => new(Database, rig.Handler, rig.Parker, rig.Clock, NullLogger<SuspectGuard>.Instance);
}
