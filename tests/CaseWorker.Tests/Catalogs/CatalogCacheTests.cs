using CaseWorker.Storage.Catalogs;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

public sealed class CatalogCacheTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task An_unchanged_catalogue_is_not_read_again()
    {
        var room = new CatalogRoom(Database);
        await room.Sample.EnsureAsync(Cancellation);
        var known = room.Cache.Current;
        Assert.Same(known, await WriteAsync(room.Cache.RefreshAsync));
        await room.Cache.LoadAsync(Cancellation);
        Assert.Same(known, room.Cache.Current);
    }

    [Fact]
    public async Task What_a_transaction_sees_is_not_kept_when_it_rolls_back()
    {
        var room = new CatalogRoom(Database);
        await room.Sample.EnsureAsync(Cancellation);
        var known = room.Cache.Current;
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(async session =>
        {
            await CatalogStore.StepVersionAsync(session);
            Assert.Equal(known.Version + 1, (await room.Cache.RefreshAsync(session)).Version);
            throw new InvalidOperationException("rolled back");
        }));
        Assert.Same(known, room.Cache.Current);
    }

    [Fact]
    public async Task The_cache_tells_when_the_database_last_agreed()
    {
        var room = new CatalogRoom(Database);
        Assert.Equal(DateTimeOffset.MinValue, room.Cache.ConfirmedAt);
        await room.Cache.LoadAsync(Cancellation);
        room.Time.Advance(TimeSpan.FromSeconds(7));
        await room.Cache.LoadAsync(Cancellation);
        Assert.Equal(room.Time.GetUtcNow(), room.Cache.ConfirmedAt);
    }
}
