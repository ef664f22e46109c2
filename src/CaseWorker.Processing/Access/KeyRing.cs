using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using CaseWorker.Storage;
using CaseWorker.Storage.Access;

namespace CaseWorker.Processing.Access;

/// <summary>The valid keys, and what tokens are signed with, as this process knows them: at most about a second behind the database while that answers.</summary>
public sealed class KeyRing(Database database, TimeProvider time)
{
    private readonly Lock replacing = new();
    private volatile Ring ring = new(-1, [], []);
    private long confirmedAt = DateTimeOffset.MinValue.UtcTicks;

    /// <summary>When the database last agreed; the smallest instant before it ever did.</summary>
    public DateTimeOffset ConfirmedAt => new(Interlocked.Read(ref confirmedAt), TimeSpan.Zero);

    /// <summary>What tokens are signed with, the latest last; empty until the first is made.</summary>
    internal IReadOnlyList<TokenSecretRow> Secrets => ring.Secrets;

    /// <summary>Null when no valid key is like this one.</summary>
    public Caller? Find(string presentedKey)
    {
        if (presentedKey.Length > AccessRule.MaxKeyLength)
            return null;

        var hash = AccessRule.HashOf(presentedKey);
        Caller? found = null;

        // The first bytes only choose the few to compare: how long that takes tells nothing about a key, since they are bytes of its hash.
        foreach (var entry in ring.ByHash[BinaryPrimitives.ReadInt64LittleEndian(hash)])
        {
            if (CryptographicOperations.FixedTimeEquals(entry.Hash, hash))
                found = entry.Caller;
        }

        return found;
    }

    /// <summary>Null when no valid key has the id.</summary>
    internal Caller? FindById(long keyId) => ring.ById.GetValueOrDefault(keyId);

    /// <summary>Asks the database, and reads keys and secrets again if they changed.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var askedAt = time.GetUtcNow();
        var known = ring.Version;
        var loaded = await database.ReadAsync(
            async session =>
            {
                if (await KeyStore.ReadVersionAsync(session) == known)
                    return null;

                var (version, keys) = await KeyStore.ReadValidAsync(session);
                return new Ring(version, [.. keys.Select(EntryOf)], await TokenSecretStore.ReadAsync(session));
            },
            cancellation);

        if (loaded is not null)
            Replace(loaded);

        Interlocked.Exchange(ref confirmedAt, askedAt.UtcTicks);
    }

    /// <summary>Loads after a change of this process was committed: the refresher makes up for a failure, which must not look as if the change had failed.</summary>
    internal async Task TryLoadAsync()
    {
        try
        {
            await LoadAsync(CancellationToken.None);
        }
        catch (Exception exception) when (database.IsTransient(exception))
        {
            // See above.
        }
    }

    // Two loads can overlap; the older answer must not undo the newer one.
    private void Replace(Ring loaded)
    {
        lock (replacing)
        {
            if (loaded.Version > ring.Version)
                ring = loaded;
        }
    }

    private static Entry EntryOf(ValidKeyRow row) =>
        new(row.KeyHash, new Caller(row.KeyId, row.Name, row.HubId, ScopeWords.Parse(row.Scopes), row.AccessLevel));

    private sealed record Entry(byte[] Hash, Caller Caller);

    private sealed class Ring(long version, IReadOnlyList<Entry> entries, IReadOnlyList<TokenSecretRow> secrets)
    {
        public long Version => version;

        public IReadOnlyList<TokenSecretRow> Secrets => secrets;

        public ILookup<long, Entry> ByHash { get; } = entries.ToLookup(entry => BinaryPrimitives.ReadInt64LittleEndian(entry.Hash));

        public FrozenDictionary<long, Caller> ById { get; } = entries.ToFrozenDictionary(entry => entry.Caller.KeyId, entry => entry.Caller);
    }
}
