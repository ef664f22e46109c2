using System.Buffers.Binary;
using System.Text;

namespace CaseWorker.Processing.Partitions;

/// <summary>Which worker shall have each partition. Everyone who knows the same live workers gets the same answer.</summary>
/// <remarks>
/// Partitions in the order of their ids, each to the worker that scores highest for it (rendezvous hashing) and still may take one.
/// Of W workers N mod W may take ⌈N/W⌉ partitions and the others ⌊N/W⌋, so that no two differ by more than one; a bound of ⌈N/W⌉ for all
/// could leave a worker with nothing where others are full (4 over 3: 2, 2, 0).
/// </remarks>
public static class WantedOwnerRule
{
    /// <param name="workers">The live ones, in any order; must not be empty.</param>
    /// <param name="isUnfit">True for a worker that is too old for the messages of a partition: it goes to the highest-scoring one that is not.</param>
    /// <returns>By partition.</returns>
    public static IReadOnlyList<string> Assign(int partitions, IReadOnlyCollection<string> workers, Func<string, int, bool>? isUnfit = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(workers.Count, nameof(workers));
        var (share, larger) = Math.DivRem(partitions, workers.Count);
        var taken = workers.ToDictionary(worker => worker, _ => 0, StringComparer.Ordinal);
        var owners = new string[partitions];
        for (var partition = 0; partition < partitions; partition++)
        {
            var ranking = Rank(partition, workers);
            var owner = ranking.First(worker => taken[worker] < share || (taken[worker] == share && larger > 0));
            if (++taken[owner] > share)
                larger--;

            owners[partition] = isUnfit is null || !isUnfit(owner, partition) ? owner : ranking.FirstOrDefault(worker => !isUnfit(worker, partition)) ?? owner;
        }

        return owners;
    }

    /// <summary>Highest score first, ties by id.</summary>
    private static List<string> Rank(int partition, IReadOnlyCollection<string> workers) =>
        [.. workers.OrderByDescending(worker => Score(worker, partition)).ThenBy(worker => worker, StringComparer.Ordinal)];

    // FNV-1a, whose high bits know little of the last bytes, and a finisher that mixes them. The same on every machine, for ever.
    private static ulong Score(string worker, int partition)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(number, partition);
        var hash = 14695981039346656037ul;
        foreach (var value in (ReadOnlySpan<byte>)[.. Encoding.UTF8.GetBytes(worker), .. number])
            hash = unchecked((hash ^ value) * 1099511628211ul);

        hash = unchecked((hash ^ (hash >> 33)) * 0xff51afd7ed558ccdul);
        hash = unchecked((hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53ul);
        return hash ^ (hash >> 33);
    }
}
