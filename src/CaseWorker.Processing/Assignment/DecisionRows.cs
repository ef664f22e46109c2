using CaseWorker.Storage;
using CaseWorker.Storage.Assignment;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Assignment;

/// <summary>Writes decisions about stored cases, each after the last one about its case, and the sets of reps that they refer to.</summary>
internal static class DecisionRows
{
    /// <summary>The cases must be locked by this transaction, so that nobody else counts on.</summary>
    public static async Task WriteAsync(Session session, IReadOnlyList<(int CaseId, Decision Decision)> decisions, DateTimeOffset at)
    {
        if (decisions.Count == 0)
            return;

        var sets = decisions
            .Select(entry => entry.Decision.Eligibility)
            .Distinct()
            .SelectMany(eligibility => new[] { eligibility.EligibleSet, eligibility.ExcludedSet })
            .DistinctBy(set => set.Members);
        await IntakeStore.AddRepSetsAsync(session, [.. sets]);

        var last = await ReassignmentStore.ReadLastOrdinalsAsync(session, [.. decisions.Select(entry => entry.CaseId).Distinct()]);
        var rows = new List<AssignmentRow>(decisions.Count);
        foreach (var (caseId, decision) in decisions)
        {
            last[caseId] = last.GetValueOrDefault(caseId) + 1;
            rows.Add(Row(caseId, last[caseId], decision, at));
        }

        await IntakeStore.AddAssignmentsAsync(session, rows);
    }

    private static AssignmentRow Row(int caseId, int ordinal, Decision decision, DateTimeOffset at) => new(
        caseId,
        ordinal,
        at,
        decision.Choice.Strategy,
        decision.Rep?.RepId,
        decision.Eligibility.EligibleSet.SetHash,
        decision.Eligibility.ExcludedSet.SetHash,
        decision.Choice.DrawIndex,
        decision.Choice.DrawOf,
        decision.Cause);
}
