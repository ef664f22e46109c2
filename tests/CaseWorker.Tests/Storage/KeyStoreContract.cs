using CaseWorker.Storage.Access;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class KeyStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_key_is_found_by_its_hash_alone()
    {
        Assert.False(await ReadAsync(KeyStore.HasAnyAsync));
        var keyId = await WriteAsync(session => KeyStore.AddAsync(session, Key("a") with { AccessLevel = "ADMIN" }));

        var found = await ReadAsync(session => KeyStore.FindByHashAsync(session, StorageRows.Hash("a")));
        Assert.Equal(
            new KeyRow { KeyId = keyId, HubId = 1, Name = "key a", Scopes = "cases:read admin", AccessLevel = "ADMIN", CreatedAt = Noon },
            found);
        Assert.Null(await ReadAsync(session => KeyStore.FindByHashAsync(session, StorageRows.Hash("b"))));
        Assert.True(await ReadAsync(KeyStore.HasAnyAsync));
    }

    [Fact]
    public async Task A_hash_is_stored_once()
    {
        await WriteAsync(session => KeyStore.AddAsync(session, Key("a")));
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(session => KeyStore.AddAsync(session, Key("a") with { HubId = 2 })));
        Assert.True(Database.IsDuplicate(refused));
    }

    [Fact]
    public async Task A_revoked_key_is_valid_no_more_and_can_be_revoked_once_and_by_its_hub_only()
    {
        var a = await WriteAsync(session => KeyStore.AddAsync(session, Key("a")));
        var b = await WriteAsync(session => KeyStore.AddAsync(session, Key("b") with { HubId = 2 }));

        Assert.False(await WriteAsync(session => KeyStore.RevokeAsync(session, a, hubId: 2, Noon)));
        Assert.True(await WriteAsync(session => KeyStore.RevokeAsync(session, a, hubId: 1, Noon.AddHours(1))));
        Assert.False(await WriteAsync(session => KeyStore.RevokeAsync(session, a, hubId: null, Noon)));

        var valid = Assert.Single((await ReadAsync(KeyStore.ReadValidAsync)).Keys);
        Assert.Equal(b, valid.KeyId);
        Assert.Equal(StorageRows.Hash("b"), valid.KeyHash);
        Assert.Equal(Noon.AddHours(1), (await ReadAsync(session => KeyStore.FindByHashAsync(session, StorageRows.Hash("a"))))!.RevokedAt);
    }

    [Fact]
    public async Task The_version_rises_when_a_key_comes_or_goes()
    {
        var before = await ReadAsync(KeyStore.ReadVersionAsync);
        var keyId = await WriteAsync(session => KeyStore.AddAsync(session, Key("a")));
        Assert.Equal(before + 1, await ReadAsync(KeyStore.ReadVersionAsync));
        await WriteAsync(session => KeyStore.RevokeAsync(session, keyId, null, Noon));
        await WriteAsync(session => KeyStore.RevokeAsync(session, keyId, null, Noon));
        Assert.Equal(before + 2, (await ReadAsync(KeyStore.ReadValidAsync)).Version);
    }

    [Fact]
    public async Task Keys_are_listed_by_ascending_id_page_by_page()
    {
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            var hubId = i == 2 ? 2 : 1;
            ids.Add(await WriteAsync(session => KeyStore.AddAsync(session, Key($"{i}") with { HubId = hubId })));
        }

        async Task<IEnumerable<long>> ListAsync(int? hubId, long after, int top) =>
            (await ReadAsync(session => KeyStore.ListAsync(session, hubId, after, top))).Select(key => key.KeyId);

        Assert.Equal([ids[0], ids[1]], await ListAsync(1, 0, 2));
        Assert.Equal([ids[3], ids[4]], await ListAsync(1, ids[1], 2));
        Assert.Equal([ids[2]], await ListAsync(2, 0, 100));
        Assert.Equal(ids, await ListAsync(null, 0, 100));
        Assert.Equal([ids[1], ids[2]], await ListAsync(null, ids[0], 2));
    }

    private static NewKeyRow Key(string name) =>
        new() { HubId = 1, Name = $"key {name}", KeyHash = StorageRows.Hash(name), Scopes = "cases:read admin", CreatedAt = Noon };
}
