namespace CaseWorker.Storage.Access;

/// <summary>A key as people see it. The key itself is stored nowhere, only its hash.</summary>
public sealed record KeyRow
{
    public required long KeyId { get; init; }

    public required int HubId { get; init; }

    public required string Name { get; init; }

    /// <summary>Words parted by a space.</summary>
    public required string Scopes { get; init; }

    /// <summary>RESELLER, RESELLER_ADMIN, ADMIN; null: none.</summary>
    public string? AccessLevel { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while the key is valid.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>A valid key with what recognises it.</summary>
public sealed record ValidKeyRow
{
    public required long KeyId { get; init; }

    public required int HubId { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the key's UTF-8 bytes.</summary>
    public required byte[] KeyHash { get; init; }

    public required string Scopes { get; init; }

    public string? AccessLevel { get; init; }
}

/// <summary>A key to be stored.</summary>
public sealed record NewKeyRow
{
    public required int HubId { get; init; }

    public required string Name { get; init; }

    public required byte[] KeyHash { get; init; }

    public required string Scopes { get; init; }

    public string? AccessLevel { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
