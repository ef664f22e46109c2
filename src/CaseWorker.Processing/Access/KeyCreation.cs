namespace CaseWorker.Processing.Access;

/// <summary>What became of a wish for a key: <see cref="KeyCreated"/> or <see cref="KeyRefused"/>.</summary>
public abstract record KeyCreation
{
    private protected KeyCreation()
    {
    }
}

/// <summary>The key was stored. <paramref name="Key"/> is shown now or never.</summary>
public sealed record KeyCreated(long KeyId, string Key) : KeyCreation;

/// <summary>Nothing was stored. <paramref name="Errors"/>: messages by member (hubId, name, scopes, accessLevel).</summary>
public sealed record KeyRefused(IReadOnlyDictionary<string, string[]> Errors) : KeyCreation;
