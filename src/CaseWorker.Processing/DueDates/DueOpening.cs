using CaseWorker.Storage.DueDates;

namespace CaseWorker.Processing.DueDates;

/// <summary>The due dates with which a case begins. Pure.</summary>
public static class DueOpening
{
    private static readonly CaseDue WithoutPolicy = CaseDue.None with { PolicyMark = DuePolicy.NoMark };

    /// <param name="policy">The service's; null: none.</param>
    /// <param name="isOpenedGiven">
    /// Whether a caller said when the case was opened: then what lies before <paramref name="storedAt"/> is skipped. A case that only
    /// waited in the queue fires it, late.
    /// </param>
    public static CaseDue Of(DuePolicy? policy, DateTimeOffset openedAt, DateTimeOffset storedAt, bool isOpenedGiven)
    {
        if (policy is null)
            return WithoutPolicy;

        var plan = DueRule.Plan(policy, openedAt, [], handSet: null, storedAt);
        var due = new CaseDue
        {
            PreOverdueAt = plan.Pre,
            DueAt = plan.Due,
            PostOverdueAt = plan.Post,
            CountedFrom = openedAt,
            PolicyMark = policy.Mark,
        };
        if (isOpenedGiven)
            due = StageClock.Skip(due, storedAt);

        return due with { NextAt = StageClock.NextAt(due) };
    }
}
