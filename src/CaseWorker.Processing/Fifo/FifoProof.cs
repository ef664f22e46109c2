using System.Globalization;
using CaseWorker.Processing.Parking;
using CaseWorker.Storage.Fifo;

namespace CaseWorker.Processing.Fifo;

/// <summary>The rule of the proof (spec 3): the rows of one service, by sequence, are gap-free, unique, and in the order of every source.</summary>
/// <remarks>
/// Pure. It remembers the last row and one number per source, so that a service of any length is proven page by page; that no
/// key is used twice across pages is asked of the database instead.
/// </remarks>
public sealed class FifoProof(int serviceId)
{
    private readonly Dictionary<SourcePath, FifoRow> lastOf = [];
    private long lastSequence;
    private FifoRow? last;

    /// <summary>A proof that goes on after the rows of the page before, which are taken as they are.</summary>
    /// <param name="pageBefore">By ascending sequence, up to the row before the page to be checked; as many as the join shall cover.</param>
    public static FifoProof After(int serviceId, IEnumerable<FifoRow> pageBefore)
    {
        var proof = new FifoProof(serviceId);
        foreach (var row in pageBefore)
            proof.Remember(row);

        return proof;
    }

    /// <summary>Checks a page: the rows that follow what was checked before, by ascending sequence.</summary>
    /// <param name="repeatedKeyHashes">Those key hashes of the page that the database has more than once.</param>
    /// <returns>The faults in the order of the rows; empty when all holds.</returns>
    public List<FifoViolation> Check(IEnumerable<FifoRow> page, IEnumerable<byte[]> repeatedKeyHashes)
    {
        var found = new List<FifoViolation>();
        var keys = new Dictionary<string, FifoRow>(StringComparer.Ordinal);
        var repeated = repeatedKeyHashes.Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
        foreach (var row in page)
        {
            CheckSequence(row, found);
            CheckKey(row, keys, repeated, found);
            CheckSource(row, found);
            CheckStoredAt(row, found);
            Remember(row);
        }

        return found;
    }

    /// <summary>Checks that the last row is the last that was numbered.</summary>
    /// <param name="numbered">The counter of the service, read before the first page.</param>
    public List<FifoViolation> CheckEnd(long numbered) => lastSequence >= numbered
        ? []
        :
        [
            new FifoViolation(
                serviceId,
                FifoFault.TailMissing,
                numbered,
                null,
                Text($"The last row must have sequence {numbered}, as the counter says, has {lastSequence}.")),
        ];

    private void CheckSequence(FifoRow row, List<FifoViolation> found)
    {
        if (row.Sequence > lastSequence + 1)
            Add(found, FifoFault.SequenceGap, row, Text($"The sequence must be {lastSequence + 1}, is {row.Sequence}."));
        else if (row.Sequence <= lastSequence)
            Add(found, FifoFault.SequenceRepeated, row, Text($"The sequence must be {lastSequence + 1}, is {row.Sequence}, which was there before."));
    }

    private void CheckKey(FifoRow row, Dictionary<string, FifoRow> keys, HashSet<string> repeated, List<FifoViolation> found)
    {
        if (!keys.TryAdd(row.MessageKey, row))
            Add(found, FifoFault.KeyRepeated, row, Text($"The message key must be its own, is that of sequence {keys[row.MessageKey].Sequence} too."));
        else if (repeated.Count > 0 && repeated.Contains(Convert.ToHexString(row.KeyHash)))
            Add(found, FifoFault.KeyRepeated, row, "The message key must be its own, is that of another case or tombstone too.");
    }

    private void CheckSource(FifoRow row, List<FifoViolation> found)
    {
        if (SourcePath.Of(row) is { } path && lastOf.TryGetValue(path, out var before) && row.SourceN <= before.SourceN)
        {
            Add(
                found,
                FifoFault.SourceOrder,
                row,
                Text($"Number {row.SourceN} of source {row.Source} must come before its number {before.SourceN}, which has sequence {before.Sequence}."));
        }
    }

    private void CheckStoredAt(FifoRow row, List<FifoViolation> found)
    {
        if (last is not null && row.StoredAt < last.StoredAt)
            Add(found, FifoFault.StoredAtFalls, row, Text($"It must be stored at {last.StoredAt:O} or later, like the row before it, was at {row.StoredAt:O}."));
    }

    private void Remember(FifoRow row)
    {
        last = row;
        lastSequence = Math.Max(lastSequence, row.Sequence);
        if (SourcePath.Of(row) is { } path && (!lastOf.TryGetValue(path, out var before) || row.SourceN > before.SourceN))
            lastOf[path] = row;
    }

    private void Add(List<FifoViolation> found, FifoFault fault, FifoRow row, string detail) =>
        found.Add(new FifoViolation(serviceId, fault, row.Sequence, row.CaseId, detail));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // A retry is stamped when it is sent again, so it has an order of its own beside that of first tries: the repaired head of
    // a blocked service comes before messages that were stamped before it.
    private readonly record struct SourcePath(string Source, bool IsRetry)
    {
        public static SourcePath? Of(FifoRow row) =>
            row is { Source: { } source, SourceN: not null } ? new SourcePath(source, RetryKey.IsRetry(row.MessageKey)) : null;
    }
}
