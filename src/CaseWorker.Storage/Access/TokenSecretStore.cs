namespace CaseWorker.Storage.Access;

/// <summary>What access tokens are signed with, for all gateways of the installation. Each change raises KeysVersion in the same transaction.</summary>
/// <remarks>Writers hold <see cref="Catalogs.CatalogStore.LockAsync"/>.</remarks>
public static class TokenSecretStore
{
    private static readonly Sql ReadAll = Sql.Both("SELECT SecretId, Secret, CreatedAt FROM TokenSecret ORDER BY SecretId");

    private static readonly Sql Insert = Sql.Both("INSERT INTO TokenSecret (SecretId, Secret, CreatedAt) VALUES (@SecretId, @Secret, @CreatedAt)");

    private static readonly Sql DeleteBefore = Sql.Both("DELETE FROM TokenSecret WHERE SecretId < @secretId");

    /// <summary>The secrets in force, the latest last: one or two.</summary>
    public static Task<List<TokenSecretRow>> ReadAsync(Session session) => session.QueryAsync<TokenSecretRow>(ReadAll);

    /// <summary>Adds the next secret; only the one before it is kept beside it.</summary>
    public static async Task AddAsync(Session session, TokenSecretRow row)
    {
        await KeyStore.RaiseAsync(session);
        await session.ExecuteAsync(DeleteBefore, new { secretId = row.SecretId - 1 });
        await session.ExecuteAsync(Insert, row);
    }
}

/// <summary>A secret that signs tokens.</summary>
public sealed record TokenSecretRow
{
    /// <summary>1, 2, 3, …</summary>
    public required int SecretId { get; init; }

    /// <summary>32 random bytes.</summary>
    public required byte[] Secret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
