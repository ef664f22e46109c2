using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class HeldStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Held_messages_of_a_service_are_read_oldest_first_and_deleted_by_id()
    {
        await WriteAsync(session => IntakeStore.AddHeldAsync(
            session,
            [StorageRows.Held("a"), StorageRows.Held("other") with { ServiceId = 2 }, StorageRows.Held("b"), StorageRows.Held("c")]));

        var oldest = await ReadAsync(session => HeldStore.ReadOldestAsync(session, StorageRows.ServiceId, 2));
        await WriteAsync(session => HeldStore.DeleteAsync(session, [.. oldest.Select(row => row.HeldId)]));

        Assert.Equal(["a", "b"], oldest.Select(row => row.MessageKey));
        Assert.Equal(1, await ReadAsync(session => HeldStore.CountAsync(session, StorageRows.ServiceId)));
        Assert.Equal(1, await ReadAsync(session => HeldStore.CountAsync(session, 2)));
        Assert.Equal(["c"], (await ReadAsync(session => HeldStore.ReadOldestAsync(session, StorageRows.ServiceId, 2))).Select(row => row.MessageKey));
    }

    [Fact]
    public async Task A_held_message_comes_back_as_it_was()
    {
        var message = StorageRows.Message("a") with
        {
            CaseId = 7,
            HubId = 1,
            Source = "gateway-1",
            SourceN = 5_000_000_000,
            AcceptedAt = Noon,
            RetryOf = 3,
            PossibleDuplicate = true,
            Version = 1,
            FromGateway = true,
        };
        await WriteAsync(session => IntakeStore.AddHeldAsync(session, [StorageRows.Held("a") with { Message = message }]));

        var read = Assert.Single(await ReadAsync(session => HeldStore.ReadOldestAsync(session, StorageRows.ServiceId, 10)));

        Assert.Equal(message.Body, read.Message.Body);
        Assert.Equal(message, read.Message with { Body = message.Body });
        Assert.Equal(StorageRows.Hash("a"), read.KeyHash);
    }

    [Fact]
    public async Task Only_the_head_of_the_line_unblocks_its_service()
    {
        await WriteAsync(async session =>
        {
            await StorageRows.AddCounterAsync(session);
            var counters = await IntakeStore.LockCountersAsync(session, [StorageRows.ServiceId]);
            await IntakeStore.SaveCountersAsync(session, [counters[StorageRows.ServiceId] with { BlockedBy = 5, Held = 2 }]);
        });

        Assert.True(await ReadAsync(session => ParkedReader.IsHeadOfLineAsync(session, StorageRows.ServiceId, 5)));
        Assert.False(await WriteAsync(session => HeldStore.UnblockAsync(session, StorageRows.ServiceId, 4)));
        Assert.True(await WriteAsync(session => HeldStore.UnblockAsync(session, StorageRows.ServiceId, 5)));
        Assert.False(await ReadAsync(session => ParkedReader.IsHeadOfLineAsync(session, StorageRows.ServiceId, 5)));

        var counter = (await WriteAsync(session => IntakeStore.LockCountersAsync(session, [StorageRows.ServiceId])))[StorageRows.ServiceId];
        Assert.Equal((null, 2), (counter.BlockedBy, counter.Held));
    }
}
