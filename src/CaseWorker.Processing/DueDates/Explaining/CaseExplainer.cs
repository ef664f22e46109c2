using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;

namespace CaseWorker.Processing.DueDates.Explaining;

/// <summary>Reads what the due dates of a stored case follow from, and explains them.</summary>
public sealed class CaseExplainer(Database database, CatalogCache catalogs, TimeProvider clock)
{
    private const string Unknown = "The policy by which these dates were made is not known any more: it was changed before policies were kept.";

    /// <returns>Null: the hub has no such case.</returns>
    public Task<DueExplanation?> FindAsync(int caseId, int hubId, CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            if (await DuePlanStore.FindAsync(session, caseId, hubId) is not { } row)
                return null;

            var plan = await PlanOfAsync(session, row.ToDue(), (await catalogs.RefreshAsync(session)).DueOf(row.ServiceId));
            var pauses = await Pauses.ReadAsync(session, plan.Policy, [row]);
            return DueExplainer.Explain(Facts(row, plan, [.. pauses[caseId]], await DueEventStore.ListAsync(session, caseId)), clock.GetUtcNow());
        },
        cancellation);

    // What the service promises now says nothing about a case that was closed or dated by hand before, or whose turn has not come yet.
    private static async Task<(DuePolicy? Policy, bool IsCurrent, bool IsKnown)> PlanOfAsync(Session session, CaseDue due, DuePolicy? current)
    {
        var currentMark = current?.Mark ?? DuePolicy.NoMark;
        switch (due.PolicyMark ?? due.PlannedBy)
        {
            // A case that is stored closed has no due dates (spec 2.1).
            case null when due is { DueAt: null, IsByHand: false }:
                return (null, current is null, true);
            case null:
                return (null, false, false);
            case DuePolicy.NoMark:
                return (null, current is null, true);
            case { } mark when mark == currentMark:
                return (current, true, true);
            case { } mark:
                return await DuePolicyStore.FindAsync(session, mark) is { } kept ? (PolicyKeeper.Read(kept, mark), false, true) : (null, false, false);
        }
    }

    private static DueFacts Facts(
        DueCaseRow row, (DuePolicy? Policy, bool IsCurrent, bool IsKnown) plan, IReadOnlyList<Pause> pauses, List<DueEventRecord> events)
    {
        var due = row.ToDue();
        return new DueFacts
        {
            CaseId = row.CaseId,
            Cycle = due.Cycle,
            IsOverdue = due.IsOverdue,
            Policy = plan.Policy,
            IsPolicyCurrent = plan.IsCurrent,
            Unexplained = plan.IsKnown ? null : new DuePlan { Pre = due.PreOverdueAt, Due = due.DueAt, Post = due.PostOverdueAt, Problem = Unknown },
            StartedAt = due.CountedFrom,
            ClosedAt = row.ClosedAt,
            Pauses = pauses,
            HandSet = due.IsByHand ? new HandSetDue(due.CountedFrom, due.SetTo) : null,
            Fired = [.. events.Select(record => new FiredStage(record.Cycle, DueEvents.StageOf(record.Stage), record.PlannedAt, record.FiredAt, record.Late, record.MadeAt))],
        };
    }
}
