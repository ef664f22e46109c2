using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Partitions;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class PartitionStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task The_first_start_fixes_the_number_of_partitions()
    {
        Assert.Null(await ReadAsync(PartitionStore.ReadCountAsync));
        Assert.Equal(8, await WriteAsync(session => PartitionStore.FixCountAsync(session, 8)));
        Assert.Equal(8, await WriteAsync(session => PartitionStore.FixCountAsync(session, 16)));
        Assert.Equal(8, await ReadAsync(PartitionStore.ReadCountAsync));
    }

    [Fact]
    public async Task Each_taking_gives_a_higher_epoch_and_shuts_the_earlier_holder_out()
    {
        await WriteAsync(session => PartitionStore.FixCountAsync(session, 1));

        var first = await TakeAsync("one");
        Assert.True(await HoldAsync(first));

        var second = await TakeAsync("two");
        Assert.True(second > first);
        Assert.False(await HoldAsync(first));
        Assert.True(await HoldAsync(second));
    }

    [Fact]
    public async Task A_partition_without_a_row_cannot_be_taken() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync("one"));

    private Task<long> TakeAsync(string owner) => WriteAsync(session => PartitionStore.TakeAsync(session, 0, owner, StorageRows.Noon));

    private Task<bool> HoldAsync(long epoch) => WriteAsync(session => IntakeStore.HoldPartitionAsync(session, 0, epoch, StorageRows.Noon));

    [Fact]
    public async Task Holders_that_come_at_once_get_epochs_of_their_own()
    {
        await WriteAsync(session => PartitionStore.FixCountAsync(session, 1));

        var epochs = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(i => Task.Run(() => WriteAsync(session => PartitionStore.TakeAsync(session, 0, $"worker {i}", Noon)))));

        Assert.Equal(Enumerable.Range(1, 16).Select(epoch => (long)epoch), epochs.Order());
    }
}
