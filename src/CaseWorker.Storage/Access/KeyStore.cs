namespace CaseWorker.Storage.Access;

/// <summary>The keys. Each change raises KeysVersion in the same transaction.</summary>
/// <remarks>Writers hold <see cref="Catalogs.CatalogStore.LockAsync"/>, so that a key is looked for and added without another coming between.</remarks>
public static class KeyStore
{
    private static readonly Sql ReadVersion = Sql.Both("SELECT KeysVersion FROM Installation WHERE Id = 1");

    private static readonly Sql Raise = Sql.Both("UPDATE Installation SET KeysVersion = KeysVersion + 1 WHERE Id = 1");

    private static readonly Sql ReadValid = Sql.Both(
        "SELECT KeyId, HubId, Name, KeyHash, Scopes, AccessLevel FROM ApiKey WHERE RevokedAt IS NULL ORDER BY KeyId");

    private static readonly Sql FindByHash = Sql.Both(
        "SELECT KeyId, HubId, Name, Scopes, AccessLevel, CreatedAt, RevokedAt FROM ApiKey WHERE KeyHash = @keyHash");

    private static readonly Sql CountAll = Sql.Both("SELECT COUNT(*) FROM ApiKey");

    private static readonly Sql Insert = new(
        """
        INSERT INTO ApiKey (HubId, Name, KeyHash, Scopes, AccessLevel, CreatedAt)
        OUTPUT inserted.KeyId
        VALUES (@HubId, @Name, @KeyHash, @Scopes, @AccessLevel, @CreatedAt)
        """,
        """
        INSERT INTO ApiKey (HubId, Name, KeyHash, Scopes, AccessLevel, CreatedAt)
        VALUES (@HubId, @Name, @KeyHash, @Scopes, @AccessLevel, @CreatedAt)
        RETURNING KeyId
        """);

    private static readonly Sql Revoke = Sql.Both(
        "UPDATE ApiKey SET RevokedAt = @now WHERE KeyId = @keyId AND RevokedAt IS NULL AND (@hubId IS NULL OR HubId = @hubId)");

    private static readonly Sql ListOfHub = new(
        """
        SELECT TOP (@top) KeyId, HubId, Name, Scopes, AccessLevel, CreatedAt, RevokedAt FROM ApiKey
        WHERE HubId = @hubId AND KeyId > @after ORDER BY KeyId
        """,
        """
        SELECT KeyId, HubId, Name, Scopes, AccessLevel, CreatedAt, RevokedAt FROM ApiKey
        WHERE HubId = @hubId AND KeyId > @after ORDER BY KeyId LIMIT @top
        """);

    private static readonly Sql ListOfAll = new(
        "SELECT TOP (@top) KeyId, HubId, Name, Scopes, AccessLevel, CreatedAt, RevokedAt FROM ApiKey WHERE KeyId > @after ORDER BY KeyId",
        "SELECT KeyId, HubId, Name, Scopes, AccessLevel, CreatedAt, RevokedAt FROM ApiKey WHERE KeyId > @after ORDER BY KeyId LIMIT @top");

    public static Task<long> ReadVersionAsync(Session session) => session.QueryFirstAsync<long>(ReadVersion);

    /// <summary>Tells every process to read keys and secrets again.</summary>
    internal static Task RaiseAsync(Session session) => session.ExecuteAsync(Raise);

    /// <summary>The keys that are not revoked, and the version they are at least of.</summary>
    public static async Task<(long Version, List<ValidKeyRow> Keys)> ReadValidAsync(Session session)
    {
        // The version first: a key that comes or goes in between is then read again with the next version.
        var version = await ReadVersionAsync(session);
        return (version, await session.QueryAsync<ValidKeyRow>(ReadValid));
    }

    /// <summary>The key with the hash, revoked or not; null when there never was one.</summary>
    public static Task<KeyRow?> FindByHashAsync(Session session, byte[] keyHash) => session.QueryFirstAsync<KeyRow>(FindByHash, new { keyHash });

    /// <summary>Whether any key was ever made.</summary>
    public static async Task<bool> HasAnyAsync(Session session) => await session.QueryFirstAsync<long>(CountAll) > 0;

    /// <summary>Stores a key and returns its id.</summary>
    public static async Task<long> AddAsync(Session session, NewKeyRow row)
    {
        await RaiseAsync(session);
        return await session.QueryFirstAsync<long>(Insert, row);
    }

    /// <summary>False: no valid key with the id in the hub (null: in any).</summary>
    public static async Task<bool> RevokeAsync(Session session, long keyId, int? hubId, DateTimeOffset now)
    {
        if (await session.ExecuteAsync(Revoke, new { keyId, hubId, now }) == 0)
            return false;

        await RaiseAsync(session);
        return true;
    }

    /// <summary>The keys of a hub (null: of all) by ascending id, those after <paramref name="after"/>, the revoked ones included.</summary>
    public static Task<List<KeyRow>> ListAsync(Session session, int? hubId, long after, int top) => hubId is null
        ? session.QueryAsync<KeyRow>(ListOfAll, new { after, top })
        : session.QueryAsync<KeyRow>(ListOfHub, new { hubId, after, top });
}
