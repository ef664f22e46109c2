using CaseWorker.Storage;
using CaseWorker.Storage.Fifo;

namespace CaseWorker.Processing.Fifo;

/// <summary>What a page of the proof can tell of overtaken cases: those that wait now in the departments of its cases, and those on the page and before it.</summary>
/// <remarks>Who waited in another service and was served since is found by the walk through everything.</remarks>
internal static class PageOvertakings
{
    // Far more than stand at a head before the oldest that was overtaken.
    private const int HeadSize = 1000;

    /// <param name="before">Up to the row before the page.</param>
    public static async Task<List<FifoViolation>> FindAsync(Session session, int serviceId, IReadOnlyList<FifoRow> before, IReadOnlyList<FifoRow> page)
    {
        if (page.Count == 0)
            return [];

        var first = page[0].Sequence;
        var rows = await DecisionStore.ReadServiceAsync(session, serviceId, (before.Count > 0 ? before[0] : page[0]).Sequence - 1, page[^1].Sequence);
        var decisions = rows.ToList();
        foreach (var departmentId in rows.Select(row => row.DepartmentId).Distinct().ToList())
            decisions.AddRange(await HeadAsync(session, departmentId));

        var histories = decisions.DistinctBy(row => (row.CaseId, row.Ordinal)).GroupBy(row => row.CaseId).Select(LineHistory.Of).ToList();
        var servings = histories.SelectMany(history => history.Servings).Where(serving => serving.Place.ServiceId == serviceId && serving.Place.Sequence >= first);
        var waits = histories.SelectMany(history => history.Waits).ToLookup(wait => wait.DepartmentId);
        return
        [
            .. servings.GroupBy(serving => serving.DepartmentId)
                .SelectMany(line => OvertakingRule.Find(waits[line.Key], line))
                .Select(found => OvertakingRule.Tell(found.Newer, found.Older))
                .OrderBy(found => found.Sequence)
                .Select(found => new FifoViolation(serviceId, FifoFault.Overtaking, found.Sequence, found.CaseId, found.Reason)),
        ];
    }

    private static async Task<IEnumerable<DecisionRow>> HeadAsync(Session session, int departmentId)
    {
        var head = await DecisionStore.ReadWaitingAsync(session, departmentId, HeadSize);

        // The decisions of the last case may be cut off.
        return head.Count < HeadSize ? head : head.Where(row => row.CaseId != head[^1].CaseId);
    }
}
