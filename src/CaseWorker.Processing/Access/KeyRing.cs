using System.Buffers.Binary;
using System.Security.Cryptography;
using CaseWorker.Storage;
using CaseWorker.Storage.Access;

namespace CaseWorker.Processing.Access;

/// <summary>The valid keys as this process knows them, at most about a second behind the database while that answers.</summary>
public sealed class KeyRing(Database database, TimeProvider time)
{
    private readonly Lock replacing = new();
    private volatile Ring ring = new(-1, Array.Empty<Entry>().ToLookup(entry => 0L));
    private long confirmedAt = DateTimeOffset.MinValue.UtcTicks;

    /// <summary>When the database last agreed; the smallest instant before it ever did.</summary>
    public DateTimeOffset ConfirmedAt => new(Interlocked.Read(ref confirmedAt), TimeSpan.Zero);

    /// <summary>Null when no valid key is like this one.</summary>
    public Caller? Find(string presentedKey)
    {
        if (presentedKey.Length > AccessRule.MaxKeyLength)
            return null;

        var hash = AccessRule.HashOf(presentedKey);
        Caller? found = null;

        // The first bytes only choose the few to compare: how long that takes tells nothing about a key, since they are bytes of its hash.
        foreach (var entry in ring.Entries[BinaryPrimitives.ReadInt64LittleEndian(hash)])
        {
            if (CryptographicOperations.FixedTimeEquals(entry.Hash, hash))
                found = entry.Caller;
        }

        return found;
    }

    /// <summary>Asks the database, and reads the keys again if they changed.</summary>
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
                return new Ring(version, keys.Select(EntryOf).ToLookup(entry => BinaryPrimitives.ReadInt64LittleEndian(entry.Hash)));
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

    private sealed record Ring(long Version, ILookup<long, Entry> Entries);
}
