using CaseWorker.Processing.Access;
using CaseWorker.Tests.Catalogs;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Access;

public sealed class KeyTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_created_key_is_found_at_once_with_its_hub_and_scopes()
    {
        var room = await RoomAsync();
        var created = await CreateAsync(room, Scopes.Enqueue | Scopes.Read, "RESELLER");

        Assert.Equal(new Caller(created.KeyId, "web", 1, Scopes.Enqueue | Scopes.Read, "RESELLER"), room.Ring.Find(created.Key));
        Assert.StartsWith("cw_", created.Key, StringComparison.Ordinal);
        Assert.True(created.Key.Length >= 35);
        Assert.True(AccessRule.IsKey(created.Key));
    }

    [Fact]
    public async Task An_unknown_key_is_not_found()
    {
        var room = await RoomAsync();
        var created = await CreateAsync(room, Scopes.Read, null);
        Assert.All(["", "x", created.Key + "x", created.Key[1..], created.Key.ToUpperInvariant(), new string('k', 100_000)], key => Assert.Null(room.Ring.Find(key)));
    }

    [Fact]
    public async Task A_revoked_key_is_not_found_here_at_once_and_elsewhere_after_the_next_load()
    {
        var (here, elsewhere) = (await RoomAsync(), new CatalogRoom(Database));
        var created = await CreateAsync(here, Scopes.Read, null);
        await elsewhere.Ring.LoadAsync(Cancellation);
        Assert.NotNull(elsewhere.Ring.Find(created.Key));

        Assert.True(await here.Keeper.RevokeAsync(created.KeyId, hubId: 1, Cancellation));
        Assert.Null(here.Ring.Find(created.Key));
        await elsewhere.Ring.LoadAsync(Cancellation);
        Assert.Null(elsewhere.Ring.Find(created.Key));
    }

    [Fact]
    public async Task A_hub_revokes_only_its_own_keys()
    {
        var room = await RoomAsync();
        await room.ApplyAsync("""{ "hubs": [ { "id": 2, "name": "Other" } ] }""");
        var created = await CreateAsync(room, Scopes.Read, null);
        Assert.False(await room.Keeper.RevokeAsync(created.KeyId, hubId: 2, Cancellation));
        Assert.NotNull(room.Ring.Find(created.Key));
    }

    [Fact]
    public async Task The_ring_tells_when_the_database_last_agreed()
    {
        var room = new CatalogRoom(Database);
        Assert.Equal(DateTimeOffset.MinValue, room.Ring.ConfirmedAt);
        await room.Ring.LoadAsync(Cancellation);
        room.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(room.Time.GetUtcNow().AddSeconds(-7), room.Ring.ConfirmedAt);
        await room.Ring.LoadAsync(Cancellation);
        Assert.Equal(room.Time.GetUtcNow(), room.Ring.ConfirmedAt);
    }

    [Fact]
    public void An_operator_holds_every_scope_and_others_only_theirs()
    {
        var everything = Scopes.Enqueue | Scopes.Read | Scopes.Write | Scopes.Admin | Scopes.Operator;
        Assert.True(new Caller(1, "a", 1, Scopes.Operator, null).Has(everything));

        var reader = new Caller(1, "a", 1, Scopes.Read | Scopes.Write, null);
        Assert.True(reader.Has(Scopes.Read | Scopes.Write));
        Assert.False(reader.Has(Scopes.Read | Scopes.Enqueue));
        Assert.False(reader.Has(Scopes.Operator));
    }

    [Fact]
    public void Scopes_become_words_and_words_scopes()
    {
        Assert.Equal(["cases:enqueue", "cases:read", "cases:write", "admin", "operator"], ScopeWords.Of((Scopes)31));
        Assert.Equal((Scopes)31, ScopeWords.Parse("operator admin cases:write cases:read cases:enqueue"));
        Assert.Equal(Scopes.Read, ScopeWords.Parse("cases:read cases:fly"));
        Assert.Equal(Scopes.None, ScopeWords.Find("CASES:READ"));
    }

    [Fact]
    public async Task A_key_that_makes_no_sense_is_refused_with_all_reasons()
    {
        var room = await RoomAsync();
        var refused = Assert.IsType<KeyRefused>(await room.Keeper.CreateAsync(1, " ", Scopes.None, "BOSS", Cancellation));
        Assert.Equal(["accessLevel", "name", "scopes"], refused.Errors.Keys.Order());
        Assert.Equal("accessLevel must be one of RESELLER, RESELLER_ADMIN, ADMIN or null, is 'BOSS'.", refused.Errors["accessLevel"].Single());

        var homeless = Assert.IsType<KeyRefused>(await room.Keeper.CreateAsync(99, "web", Scopes.Read, null, Cancellation));
        Assert.Equal("hubId must be a hub of the catalogue, is 99.", homeless.Errors["hubId"].Single());
        Assert.Empty(await room.Keeper.ListAsync(null, 0, 100, Cancellation));
    }

    [Fact]
    public async Task The_list_shows_revoked_keys_and_no_secrets()
    {
        var room = await RoomAsync();
        var created = await CreateAsync(room, Scopes.Read, null);
        await room.Keeper.RevokeAsync(created.KeyId, null, Cancellation);
        var row = Assert.Single(await room.Keeper.ListAsync(1, 0, 100, Cancellation));
        Assert.Equal(room.Time.GetUtcNow(), row.RevokedAt);
        Assert.DoesNotContain(created.Key, row.ToString(), StringComparison.Ordinal);
    }

    private async Task<CatalogRoom> RoomAsync()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main" } ] }""");
        return room;
    }

    private static async Task<KeyCreated> CreateAsync(CatalogRoom room, Scopes scopes, string? level) =>
        Assert.IsType<KeyCreated>(await room.Keeper.CreateAsync(1, "web", scopes, level, Cancellation));
}
