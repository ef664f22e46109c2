using CaseWorker.Storage;
using CaseWorker.Storage.Access;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Access;

/// <summary>Makes, revokes and lists keys. Every change is known to this process at once, to the others within about a second.</summary>
public sealed class KeyKeeper(Database database, KeyRing ring, TimeProvider time)
{
    /// <summary>Makes a random key for a hub.</summary>
    /// <param name="name">1–200 characters, for people; several keys can share one.</param>
    /// <param name="accessLevel">One of <see cref="AccessRule.AccessLevels"/>; null: none.</param>
    public async Task<KeyCreation> CreateAsync(int hubId, string name, Scopes scopes, string? accessLevel, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(name) || name.Length > 200 || name.Any(char.IsControl))
            errors["name"] = [$"name must be 1 to 200 characters without control characters, is '{name}'."];
        if (scopes == Scopes.None)
            errors["scopes"] = [$"scopes must be at least one of {ScopeWords.All}, is empty."];
        if (accessLevel is not null && !AccessRule.AccessLevels.Contains(accessLevel))
            errors["accessLevel"] = [$"accessLevel must be one of {string.Join(", ", AccessRule.AccessLevels)} or null, is '{accessLevel}'."];
        if (errors.Count > 0)
            return new KeyRefused(errors);

        var key = AccessRule.NewKey();
        var row = RowOf(hubId, name, key, scopes, accessLevel);
        var keyId = await database.WriteAsync(
            async session =>
            {
                await CatalogStore.LockAsync(session);
                return await HasHubAsync(session, hubId) ? await KeyStore.AddAsync(session, row) : (long?)null;
            },
            cancellation);
        if (keyId is null)
            return new KeyRefused(new Dictionary<string, string[]> { ["hubId"] = [$"hubId must be a hub of the catalogue, is {hubId}."] });

        await ring.TryLoadAsync();
        return new KeyCreated(keyId.Value, key);
    }

    /// <summary>Makes a key worthless from now on. False: the hub (null: the installation) has no valid key with the id.</summary>
    public async Task<bool> RevokeAsync(long keyId, int? hubId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var revoked = await database.WriteAsync(
            async session =>
            {
                await CatalogStore.LockAsync(session);
                return await KeyStore.RevokeAsync(session, keyId, hubId, now);
            },
            cancellation);
        await ring.TryLoadAsync();
        return revoked;
    }

    /// <summary>The keys of a hub (null: of all) by ascending id, at most <paramref name="top"/> after the given one, the revoked ones included.</summary>
    public async Task<IReadOnlyList<KeyRow>> ListAsync(int? hubId, long after, int top, CancellationToken cancellation) =>
        await database.ReadAsync(session => KeyStore.ListAsync(session, hubId, after, top), cancellation);

    /// <summary>The key with the id, revoked or not; null: the hub (null: the installation) has none.</summary>
    public async Task<KeyRow?> FindAsync(long keyId, int? hubId, CancellationToken cancellation) =>
        (await ListAsync(hubId, keyId - 1, 1, cancellation)).FirstOrDefault(key => key.KeyId == keyId);

    /// <summary>Sees to it that the installation can be entered: an operator key of the hub with the lowest id, access level ADMIN.</summary>
    /// <param name="bootstrapKey">
    /// The configured key: stored if it never was (a revoked one stays revoked). Null: a random key is made if there never was any key.
    /// </param>
    /// <returns>The random key if this call made it, to be shown once; else null. Also null while there is no hub.</returns>
    /// <exception cref="ArgumentException">The configured key is not what <see cref="AccessRule.KeyShape"/> says.</exception>
    /// <remarks>However many processes call it at the same time, one key is made: each looks and adds under the lock of the catalogue.</remarks>
    public async Task<string?> EnsureBootstrapAsync(string? bootstrapKey, CancellationToken cancellation)
    {
        if (bootstrapKey is not null && !AccessRule.IsKey(bootstrapKey))
        {
            throw new ArgumentException($"Auth:BootstrapKey must be {AccessRule.KeyShape}, is {bootstrapKey.Length} long or has others.", nameof(bootstrapKey));
        }

        var key = bootstrapKey ?? AccessRule.NewKey();
        var created = await database.WriteAsync(
            async session =>
            {
                await CatalogStore.LockAsync(session);
                var hub = (await CatalogStore.ReadHubsAsync(session)).FirstOrDefault();
                var exists = bootstrapKey is null
                    ? await KeyStore.HasAnyAsync(session)
                    : await KeyStore.FindByHashAsync(session, AccessRule.HashOf(key)) is not null;
                if (hub is null || exists)
                    return false;

                await KeyStore.AddAsync(session, RowOf(hub.HubId, "bootstrap", key, Scopes.Operator, "ADMIN"));
                return true;
            },
            cancellation);
        await ring.TryLoadAsync();
        return created && bootstrapKey is null ? key : null;
    }

    private NewKeyRow RowOf(int hubId, string name, string key, Scopes scopes, string? accessLevel) => new()
    {
        HubId = hubId,
        Name = name,
        KeyHash = AccessRule.HashOf(key),
        Scopes = ScopeWords.Join(scopes),
        AccessLevel = accessLevel,
        CreatedAt = time.GetUtcNow(),
    };

    private static async Task<bool> HasHubAsync(Session session, int hubId) =>
        (await CatalogStore.ReadHubsAsync(session)).Any(hub => hub.HubId == hubId);
}
