using CaseWorker.Storage;
using CaseWorker.Storage.Fifo;

namespace CaseWorker.Processing.Fifo;

/// <summary>Looks for overtaken cases in the whole database: first for all who ever waited, then for who was served meanwhile.</summary>
internal sealed class OvertakingSearch(Database database, IReadOnlyList<FifoCounterRow> services)
{
    private const int PageSize = 1000;

    /// <param name="serviceId">Told are only cases of this service, which may have overtaken others; null: of all.</param>
    /// <param name="keep">How many are told, by service and sequence; all are counted.</param>
    public async Task<(long Count, IReadOnlyList<Overtaking> Kept)> FindAsync(int? serviceId, int keep, CancellationToken cancellation)
    {
        var waits = new Dictionary<int, List<LineWait>>();
        foreach (var service in services)
            await ReadAsync(service, (found, _) => Collect(waits, found, wait => wait.DepartmentId), cancellation);

        if (waits.Count == 0)
            return (0, []);

        // Only what was served while somebody waited is kept in memory.
        var firsts = waits.ToDictionary(line => line.Key, line => line.Value.Min(wait => wait.From));
        var servings = new Dictionary<int, List<LineServing>>();
        foreach (var service in services.Where(service => serviceId is null || service.ServiceId == serviceId))
        {
            await ReadAsync(
                service,
                (_, found) => Collect(servings, found.Where(serving => firsts.TryGetValue(serving.DepartmentId, out var first) && serving.At >= first), serving => serving.DepartmentId),
                cancellation);
        }

        var count = 0L;
        var kept = new List<Overtaking>();
        foreach (var (newer, older) in servings.SelectMany(line => OvertakingRule.Find(waits[line.Key], line.Value)))
        {
            if (++count <= keep)
                kept.Add(OvertakingRule.Tell(newer, older));
        }

        return (count, [.. kept.OrderBy(found => found.ServiceId).ThenBy(found => found.Sequence)]);
    }

    private async Task ReadAsync(FifoCounterRow service, Action<IReadOnlyList<LineWait>, IReadOnlyList<LineServing>> take, CancellationToken cancellation)
    {
        for (var after = 0L; after < service.LastSequence; after += PageSize)
        {
            var page = await database.ReadAsync(session => DecisionStore.ReadServiceAsync(session, service.ServiceId, after, after + PageSize), cancellation);
            foreach (var decisions in page.GroupBy(row => row.CaseId))
            {
                var (waits, servings) = LineHistory.Of(decisions);
                take(waits, servings);
            }
        }
    }

    private static void Collect<T>(Dictionary<int, List<T>> lines, IEnumerable<T> found, Func<T, int> departmentOf)
    {
        foreach (var item in found)
        {
            if (!lines.TryGetValue(departmentOf(item), out var line))
                lines.Add(departmentOf(item), line = []);

            line.Add(item);
        }
    }
}
