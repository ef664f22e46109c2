using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;

namespace CaseWorker.Processing.DueDates.Explaining;

/// <summary>Reads what the due dates of a stored case follow from, and explains them.</summary>
public sealed class CaseExplainer(Database database, CatalogCache catalogs, TimeProvider clock)
{
    /// <returns>Null: the hub has no such case.</returns>
    public Task<DueExplanation?> FindAsync(int caseId, int hubId, CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            if (await DuePlanStore.FindAsync(session, caseId, hubId) is not { } row)
                return null;

            var policy = (await catalogs.RefreshAsync(session)).DueOf(row.ServiceId);
            var pauses = await Pauses.ReadAsync(session, policy, [row]);
            return DueExplainer.Explain(Facts(row, policy, [.. pauses[caseId]], await DueEventStore.ListAsync(session, caseId)), clock.GetUtcNow());
        },
        cancellation);

    private static DueFacts Facts(DueCaseRow row, DuePolicy? policy, IReadOnlyList<Pause> pauses, List<DueEventRecord> events)
    {
        var due = row.ToDue();
        return new DueFacts
        {
            CaseId = row.CaseId,
            Cycle = due.Cycle,
            IsOverdue = due.IsOverdue,

            // A case that is stored closed has no due dates (spec 2.1).
            Policy = due is { DueAt: null, PolicyMark: null, IsByHand: false } ? null : policy,
            StartedAt = due.CountedFrom,
            ClosedAt = row.ClosedAt,
            Pauses = pauses,
            HandSet = due.IsByHand ? new HandSetDue(due.CountedFrom, due.SetTo) : null,
            Fired = [.. events.Select(record => new FiredStage(record.Cycle, DueEvents.StageOf(record.Stage), record.PlannedAt, record.FiredAt, record.Late))],
        };
    }
}
