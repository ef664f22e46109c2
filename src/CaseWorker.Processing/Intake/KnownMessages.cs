using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Intake;

/// <summary>The message keys that are taken, as the transaction sees them and as it goes on taking more.</summary>
internal sealed class KnownMessages(IEnumerable<KnownKey> stored)
{
    private readonly Dictionary<Hash, List<Hash>> bodies = stored
        .GroupBy(key => new Hash(key.KeyHash))
        .ToDictionary(keys => keys.Key, keys => keys.Select(key => new Hash(key.BodyHash)).ToList());

    /// <summary>True when this very message is a case, parked, held or a tombstone already.</summary>
    public bool IsRepetition(IntakeItem item) =>
        bodies.TryGetValue(new Hash(item.KeyHash), out var known) && known.Contains(new Hash(item.BodyHash));

    /// <summary>True when another body came under the same key before.</summary>
    public bool IsKeyReused(IntakeItem item) => bodies.ContainsKey(new Hash(item.KeyHash)) && !IsRepetition(item);

    public void Add(IntakeItem item)
    {
        var key = new Hash(item.KeyHash);
        if (!bodies.TryGetValue(key, out var known))
            bodies.Add(key, known = []);

        known.Add(new Hash(item.BodyHash));
    }

    // SHA-256 compared by value; its first bytes are as good a hash code as any.
    private readonly record struct Hash(byte[] Bytes)
    {
        public bool Equals(Hash other) => Bytes.AsSpan().SequenceEqual(other.Bytes);

        public override int GetHashCode() => BitConverter.ToInt32(Bytes);
    }
}
