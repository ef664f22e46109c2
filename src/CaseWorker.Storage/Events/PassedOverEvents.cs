namespace CaseWorker.Storage.Events;

/// <summary>Events that a look at a lane has missed although it found later ones of the same case.</summary>
/// <remarks>
/// A look that waits for a row that is being written goes on from there: what was committed behind its back, with a lower id, it does
/// not see, and a newer event of that case, further on, it does. When it has found one, all before it are committed, so a second look
/// sees them. What that finds beyond these waits: of those too something may have been passed over.
/// </remarks>
internal static class PassedOverEvents
{
    /// <param name="found">What the first look found, by id.</param>
    /// <param name="again">What a second look finds.</param>
    /// <returns>What was found, and what is before it in its case, by id.</returns>
    public static List<UnnumberedEventRow> AddTo(List<UnnumberedEventRow> found, List<UnnumberedEventRow> again)
    {
        if (again.Count < found.Count)
            return found;

        var ids = found.Select(row => row.OutboxId).ToHashSet();
        var lastOfCase = found.Where(row => row.CaseId is not null).GroupBy(row => row.CaseId!.Value).ToDictionary(rows => rows.Key, rows => rows.Max(row => row.OutboxId));
        var missed = again.Where(row => !ids.Contains(row.OutboxId) && row.CaseId is { } id && lastOfCase.TryGetValue(id, out var last) && row.OutboxId < last);
        return [.. found.Concat(missed).OrderBy(row => row.OutboxId)];
    }
}
