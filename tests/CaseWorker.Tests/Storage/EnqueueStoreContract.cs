using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class EnqueueStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Blocks_of_ids_never_overlap_however_many_are_taken_at_once()
    {
        var firsts = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => WriteAsync(session => IdBlockStore.TakeAsync(session, $"gateway {i}", Noon))));
        var lowest = firsts.Min();

        // Where it begins is not said: a server's sequence goes on where the test before left it.
        Assert.Equal(Enumerable.Range(0, 20).Select(i => lowest + (i * IdBlockStore.BlockSize)), firsts.Order());
    }

    [Fact]
    public async Task A_key_is_kept_once_for_each_hub()
    {
        var row = Row(1, 1, 11);
        await WriteAsync(session => IdempotencyStore.AddAsync(session, [row, Row(1, 2, 12), Row(2, 1, 21)]));

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(session => IdempotencyStore.AddAsync(session, [Row(1, 1, 99)])));
        Assert.True(Database.IsDuplicate(refused));

        var found = await ReadAsync(session => IdempotencyStore.FindAsync(session, [Row(1, 1, 0), Row(2, 1, 0), Row(3, 1, 0)]));
        Assert.Equal([11, 21], found.Select(each => each.CaseId).Order());
        var same = found.Single(each => each.HubId == 1);
        Assert.Equal(row.KeyHash, same.KeyHash);
        Assert.Equal(row.RequestHash, same.RequestHash);
        Assert.Equal(row.MessageKey, same.MessageKey);
        Assert.Equal(Noon, same.CreatedAt);
        Assert.Null(same.ConfirmedAt);
    }

    [Fact]
    public async Task A_confirmation_is_noted_once()
    {
        await WriteAsync(session => IdempotencyStore.AddAsync(session, [Row(1, 1, 11)]));
        await WriteAsync(session => IdempotencyStore.ConfirmAsync(session, [Row(1, 1, 11), Row(1, 9, 99)], Noon.AddSeconds(1)));
        await WriteAsync(session => IdempotencyStore.ConfirmAsync(session, [Row(1, 1, 11)], Noon.AddSeconds(2)));
        Assert.Equal(Noon.AddSeconds(1), Assert.Single(await ReadAsync(session => IdempotencyStore.FindAsync(session, [Row(1, 1, 0)]))).ConfirmedAt);
    }

    [Fact]
    public async Task Old_keys_are_removed_the_oldest_first_and_no_more_than_asked()
    {
        await WriteAsync(session => IdempotencyStore.AddAsync(session, [.. Enumerable.Range(1, 5).Select(i => Row(1, (byte)i, i) with { CreatedAt = Noon.AddMinutes(i) })]));
        Assert.Equal(2, await WriteAsync(session => IdempotencyStore.RemoveOldAsync(session, Noon.AddMinutes(4), 2)));
        Assert.Equal(1, await WriteAsync(session => IdempotencyStore.RemoveOldAsync(session, Noon.AddMinutes(4), 2)));
        var left = await ReadAsync(session => IdempotencyStore.FindAsync(session, [.. Enumerable.Range(1, 5).Select(i => Row(1, (byte)i, 0))]));
        Assert.Equal([4, 5], left.Select(row => row.CaseId).Order());
    }

    private static IdempotencyRow Row(int hubId, byte key, int caseId) => new()
    {
        HubId = hubId,
        KeyHash = [.. Enumerable.Repeat(key, 32)],
        RequestHash = [.. Enumerable.Repeat((byte)(key + 100), 32)],
        CaseId = caseId,
        MessageKey = $"message {hubId} {key}",
        CreatedAt = Noon,
    };
}
