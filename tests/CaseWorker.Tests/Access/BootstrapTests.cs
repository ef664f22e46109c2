using CaseWorker.Processing.Access;
using CaseWorker.Tests.Catalogs;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Access;

public sealed class BootstrapTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string Configured = "configured-key-0123456789";

    [Fact]
    public async Task The_first_key_is_an_operator_of_the_hub_with_the_lowest_id()
    {
        var room = await RoomAsync();
        var key = await room.Keeper.EnsureBootstrapAsync(null, Cancellation);
        Assert.Equal(new Caller(1, "bootstrap", 3, Scopes.Operator, "ADMIN"), room.Ring.Find(key!));
    }

    [Fact]
    public async Task One_random_key_is_made_and_shown_once_however_many_processes_start()
    {
        await RoomAsync();
        var keys = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => new CatalogRoom(Database).Keeper.EnsureBootstrapAsync(null, Cancellation))));
        Assert.Single(keys, key => key is not null);
        Assert.Single(await new CatalogRoom(Database).Keeper.ListAsync(null, 0, 100, Cancellation));
    }

    [Fact]
    public async Task The_configured_key_is_stored_once_however_many_processes_start_and_never_shown()
    {
        var room = await RoomAsync();
        var keys = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => new CatalogRoom(Database).Keeper.EnsureBootstrapAsync(Configured, Cancellation))));
        Assert.All(keys, Assert.Null);
        Assert.Single(await room.Keeper.ListAsync(null, 0, 100, Cancellation));
        await room.Ring.LoadAsync(Cancellation);
        Assert.Equal(Scopes.Operator, room.Ring.Find(Configured)!.Scopes);
    }

    [Fact]
    public async Task A_configured_key_comes_beside_keys_that_exist_but_a_random_one_does_not()
    {
        var room = await RoomAsync();
        await room.Keeper.CreateAsync(5, "web", Scopes.Read, null, Cancellation);
        Assert.Null(await room.Keeper.EnsureBootstrapAsync(null, Cancellation));
        await room.Keeper.EnsureBootstrapAsync(Configured, Cancellation);
        Assert.NotNull(room.Ring.Find(Configured));
    }

    [Fact]
    public async Task A_revoked_configured_key_stays_revoked()
    {
        var room = await RoomAsync();
        await room.Keeper.EnsureBootstrapAsync(Configured, Cancellation);
        await room.Keeper.RevokeAsync(room.Ring.Find(Configured)!.KeyId, null, Cancellation);
        await room.Keeper.EnsureBootstrapAsync(Configured, Cancellation);
        Assert.Null(room.Ring.Find(Configured));
    }

    [Fact]
    public async Task Without_a_hub_no_key_is_made()
    {
        var room = new CatalogRoom(Database);
        Assert.Null(await room.Keeper.EnsureBootstrapAsync(null, Cancellation));
        Assert.Empty(await room.Keeper.ListAsync(null, 0, 100, Cancellation));
    }

    [Theory]
    [InlineData("twenty-three-characters")]
    [InlineData("with a space at its end   ")]
    [InlineData("")]
    public async Task A_configured_key_that_is_too_weak_is_refused_without_being_shown(string key)
    {
        var room = await RoomAsync();
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => room.Keeper.EnsureBootstrapAsync(key, Cancellation));
        Assert.StartsWith("Auth:BootstrapKey must be 24 to 200 printable ASCII characters, not beginning or ending with a space, is", refused.Message, StringComparison.Ordinal);
        Assert.True(key.Length == 0 || !refused.Message.Contains(key, StringComparison.Ordinal));
    }

    private async Task<CatalogRoom> RoomAsync()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync("""{ "hubs": [ { "id": 5, "name": "Second" }, { "id": 3, "name": "First" } ] }""");
        return room;
    }
}
