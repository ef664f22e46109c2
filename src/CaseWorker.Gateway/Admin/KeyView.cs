using CaseWorker.Processing.Access;
using CaseWorker.Storage.Access;

namespace CaseWorker.Gateway.Admin;

/// <summary>A key as people see it.</summary>
/// <param name="RevokedAt">Null while it is valid.</param>
internal sealed record KeyView(
    long KeyId,
    int HubId,
    string Name,
    IReadOnlyList<string> Scopes,
    string? AccessLevel,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt)
{
    public static KeyView Of(KeyRow row) =>
        new(row.KeyId, row.HubId, row.Name, ScopeWords.Of(ScopeWords.Parse(row.Scopes)), row.AccessLevel, row.CreatedAt, row.RevokedAt);
}

/// <summary>A key that was just made.</summary>
/// <param name="Key">What callers present; shown now or never.</param>
internal sealed record NewKeyView(long KeyId, string Key, int HubId, string Name, IReadOnlyList<string> Scopes, string? AccessLevel);
