using System.Security.Cryptography;
using CaseWorker.Storage;
using CaseWorker.Storage.Access;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Access;

/// <summary>Gives tokens for keys, and knows whose a token is. A token counts at every gateway, for an hour, and never longer than its key (spec 6).</summary>
/// <remarks>
/// Nothing is stored per token: it is signed with a secret of the database. Secrets change after a day of use; the next one is made a
/// minute before it is used, so that every gateway knows it by then.
/// </remarks>
public sealed class TokenDesk(Database database, KeyRing ring, TimeProvider time)
{
    /// <summary>How long a token counts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const int SecretLength = 32;
    private static readonly TimeSpan RenewAfter = TimeSpan.FromDays(1);
    private static readonly TimeSpan KnownEverywhereAfter = TimeSpan.FromMinutes(1);

    /// <summary>Gives a token to whoever has a key and knows its name.</summary>
    /// <exception cref="Exception">Transient: the database is away, and no secret was ever made.</exception>
    public async Task<TokenIssue> IssueAsync(string keyName, string key, CancellationToken cancellation)
    {
        if (ring.Find(key) is not { } caller)
            return new TokenIssue.NoKey();
        if (caller.Name != keyName)
            return new TokenIssue.OtherName();

        await RenewSecretAsync(cancellation);
        var now = time.GetUtcNow();
        var secret = ring.Secrets.LastOrDefault(known => now - known.CreatedAt >= KnownEverywhereAfter) ?? ring.Secrets[0];
        return new TokenIssue.Issued(new AccessToken(caller.KeyId, now + Lifetime).Seal(secret), caller.Scopes);
    }

    /// <summary>Whose the token is; null: not ours, expired, or its key is revoked.</summary>
    public Caller? Find(string token) =>
        AccessToken.Open(token, ring.Secrets) is { } opened && opened.ExpiresAt > time.GetUtcNow() ? ring.FindById(opened.KeyId) : null;

    /// <summary>Sees to it that there is a secret. However many processes start at once, they make one.</summary>
    public async Task EnsureSecretAsync(CancellationToken cancellation)
    {
        if (ring.Secrets.Count == 0)
            await MakeSecretAsync(cancellation);
    }

    // A day more with the old secret is better than no token, so a database that is away hinders nobody.
    private async Task RenewSecretAsync(CancellationToken cancellation)
    {
        await EnsureSecretAsync(cancellation);
        if (!IsDue(ring.Secrets))
            return;

        try
        {
            await MakeSecretAsync(cancellation);
        }
        catch (Exception exception) when (database.IsTransient(exception))
        {
            // See above.
        }
    }

    private async Task MakeSecretAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await database.WriteAsync(
            async session =>
            {
                await CatalogStore.LockAsync(session);
                var known = await TokenSecretStore.ReadAsync(session);
                if (IsDue(known))
                    await TokenSecretStore.AddAsync(session, new TokenSecretRow { SecretId = (known.LastOrDefault()?.SecretId ?? 0) + 1, Secret = RandomNumberGenerator.GetBytes(SecretLength), CreatedAt = now });
            },
            cancellation);
        await ring.LoadAsync(cancellation);
    }

    private bool IsDue(IReadOnlyList<TokenSecretRow> secrets) => secrets.Count == 0 || time.GetUtcNow() - secrets[^1].CreatedAt >= RenewAfter;
}
