using System.Collections.Concurrent;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>The keys of messages that have ended workers until they were parked. A copy that comes later is not tried as if nothing were known of it.</summary>
/// <remarks>Known are those that this process parked and those that were on record when it last took a partition. Thread-safe.</remarks>
internal sealed class DeadlyKeys
{
    // There is hardly ever one; a flood of them must not fill the memory.
    private const int ReadAtMost = 1_000;

    // Attempts are forgotten after as long (retention).
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<string, bool> hashes = new(StringComparer.Ordinal);

    /// <summary>Reads what is on record.</summary>
    /// <param name="attempts">From how many attempts on a message is parked.</param>
    public async Task LoadAsync(Session session, int attempts, DateTimeOffset now)
    {
        foreach (var hash in await AttemptStore.ReadBegunAsync(session, attempts, now - Remembered, ReadAtMost))
            Add(hash);
    }

    public void Add(byte[] keyHash) => hashes.TryAdd(Convert.ToHexString(keyHash), true);

    /// <summary>The first delivery whose key is known; -1: none.</summary>
    public int FindIn(IReadOnlyList<LaneDelivery> deliveries)
    {
        for (var place = 0; !hashes.IsEmpty && place < deliveries.Count; place++)
        {
            if (hashes.ContainsKey(Convert.ToHexString(MessageHash.OfKey(null, deliveries[place].Message.MessageKey))))
                return place;
        }

        return -1;
    }
}
