using CaseWorker.Storage;
using CaseWorker.Storage.Fifo;

namespace CaseWorker.Processing.Fifo;

/// <summary>Walks services page by page and proves their order; intake may go on meanwhile.</summary>
public sealed class FifoVerifier(Database database)
{
    /// <summary>How many violations, and how many overtakings, a report keeps.</summary>
    public const int MaxKept = 1000;

    private const int PageSize = 1000;

    /// <summary>Proves one service, or all of them by ascending id.</summary>
    /// <param name="serviceId">Null: all.</param>
    /// <param name="checkedCases">Told after each page how many cases were checked so far; null: nobody wants to know.</param>
    /// <returns>The report; null when there is no such service.</returns>
    public async Task<FifoReport?> VerifyAsync(int? serviceId, IProgress<long>? checkedCases, CancellationToken cancellation)
    {
        var counters = await CountersAsync(serviceId, cancellation);
        if (counters is null)
            return null;

        var walk = new Walk(database, checkedCases);
        foreach (var counter in counters)
            await walk.ProveAsync(counter, cancellation);

        // A department's line goes across its services, so all of them are asked who waited, also for the proof of one.
        var all = serviceId is null ? counters : await database.ReadAsync(FifoStore.ListCountersAsync, cancellation);
        var (overtakingCount, overtakings) = await new OvertakingSearch(database, all).FindAsync(serviceId, MaxKept, cancellation);
        return walk.Report(counters.Count, overtakingCount, overtakings);
    }

    private async Task<IReadOnlyList<FifoCounterRow>?> CountersAsync(int? serviceId, CancellationToken cancellation)
    {
        if (serviceId is not { } wanted)
            return await database.ReadAsync(FifoStore.ListCountersAsync, cancellation);

        return await database.ReadAsync(session => FifoStore.FindCounterAsync(session, wanted), cancellation) is { } counter ? [counter] : null;
    }

    private sealed class Walk(Database database, IProgress<long>? checkedCases)
    {
        private readonly List<FifoViolation> violations = [];
        private long violationCount;
        private long cases;

        public FifoReport Report(int services, long overtakingCount, IReadOnlyList<Overtaking> overtakings) =>
            new(services, cases, violationCount, violations, overtakingCount, overtakings);

        // The counter was read first, so what it counts is committed: fewer rows than that are a loss, more are just newer.
        public async Task ProveAsync(FifoCounterRow counter, CancellationToken cancellation)
        {
            var serviceId = counter.ServiceId;
            var proof = new FifoProof(serviceId);
            var after = 0L;
            bool isFull;
            do
            {
                var page = await database.ReadAsync(session => FifoStore.ReadAfterAsync(session, serviceId, after, PageSize), cancellation);
                isFull = CutWhereSequencesMeet(page);
                Keep(proof.Check(page, await RepeatedKeysAsync(page, cancellation)));
                cases += page.Count;
                checkedCases?.Report(cases);
                if (isFull)
                    after = page[^1].Sequence;
            }
            while (isFull);

            Keep(proof.CheckEnd(counter.LastSequence));
        }

        private Task<List<byte[]>> RepeatedKeysAsync(List<FifoRow> page, CancellationToken cancellation) =>
            database.ReadAsync(session => FifoStore.FindRepeatedKeysAsync(session, [.. page.Select(row => row.KeyHash)]), cancellation);

        // A case and a tombstone with the same sequence must not be parted by the end of a page, since the next begins above it.
        private static bool CutWhereSequencesMeet(List<FifoRow> rows)
        {
            if (rows.Count < PageSize)
                return false;

            var last = rows[^1].Sequence;
            rows.RemoveAll(row => row.Sequence == last);
            return true;
        }

        private void Keep(List<FifoViolation> found)
        {
            violationCount += found.Count;
            violations.AddRange(found.Take(MaxKept - violations.Count));
        }
    }
}
