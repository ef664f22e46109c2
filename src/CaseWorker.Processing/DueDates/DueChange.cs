using CaseWorker.Storage.DueDates;

namespace CaseWorker.Processing.DueDates;

/// <summary>What the due dates of a case become when something happens to it. Pure.</summary>
/// <remarks>
/// Where dates are made anew, what came by the dates before has to be fired first: then whatever is still to come is as late as it is from
/// its own instant on, or from its making where that was later.
/// What has fired stays fired. A new cycle, in which all stages are planned anew, begins only where a method says so.
/// </remarks>
public static class DueChange
{
    /// <summary>No stage is pending any more; the dates stay for those who read the case.</summary>
    public static CaseDue Close(CaseDue due) => due with { NextAt = null, PausedAt = null, PolicyMark = null, PlannedBy = due.PolicyMark ?? due.PlannedBy };

    /// <summary>A new cycle from now on, by the policy: a date that was set by hand was for the cycle that ended.</summary>
    /// <param name="cycle">The number of the new cycle.</param>
    /// <param name="policy">The service's; null: none.</param>
    public static CaseDue Reopen(CaseDue due, int cycle, DuePolicy? policy, IReadOnlyList<Pause> pauses, DateTimeOffset at)
    {
        var fresh = due with { Cycle = cycle, StageReached = 0, PreOverdueAt = null, DueAt = null, PostOverdueAt = null, IsByHand = false, SetTo = null, CountedFrom = at, PlannedAt = at };
        return Plan(fresh, policy, pauses, at, mayBegin: false);
    }

    /// <summary>A person chose the due date; pre and post keep the policy's distance from it. A date in the future after a stage has fired begins a new cycle.</summary>
    /// <param name="dueAt">Null: no stage at all.</param>
    public static CaseDue SetByHand(CaseDue due, DateTimeOffset? dueAt, DuePolicy? policy, IReadOnlyList<Pause> pauses, DateTimeOffset at) =>
        Plan(due with { IsByHand = true, SetTo = dueAt, CountedFrom = at, PlannedAt = at }, policy, pauses, at, mayBegin: true);

    /// <summary>The case became open, or new again: then the stages that have not fired move by the time that it waited. No new cycle.</summary>
    public static CaseDue Turn(CaseDue due, DuePolicy? policy, IReadOnlyList<Pause> pauses, DateTimeOffset at) =>
        Plan(due, policy, pauses, at, mayBegin: false);

    /// <summary>The dates by the policy as it is now, for a case without a date set by hand. A date in the future after a stage has fired begins a new cycle.</summary>
    public static CaseDue Follow(CaseDue due, DuePolicy? policy, IReadOnlyList<Pause> pauses, DateTimeOffset at) =>
        Plan(due with { PlannedAt = at }, policy, pauses, at, mayBegin: true);

    private static CaseDue Plan(CaseDue due, DuePolicy? policy, IReadOnlyList<Pause> pauses, DateTimeOffset at, bool mayBegin)
    {
        // While it waits, the clock of the case stands still.
        var pausedAt = PausedAt(due, policy, pauses);
        var now = pausedAt ?? at;
        var plan = DueRule.Plan(policy, due.CountedFrom, pauses, due.IsByHand ? new HandSetDue(due.CountedFrom, due.SetTo) : null, now);
        if (mayBegin && due.StageReached > 0 && plan.Due > now && plan.Due != due.DueAt)
            due = due with { Cycle = due.Cycle + 1, StageReached = 0 };

        due = due with
        {
            PreOverdueAt = Kept(due, plan, DueStage.Pre),
            DueAt = due.IsByHand && mayBegin ? plan.Due : Kept(due, plan, DueStage.Due),
            PostOverdueAt = Kept(due, plan, DueStage.Post),
            PausedAt = pausedAt,
            PolicyMark = due.IsByHand ? null : policy?.Mark ?? DuePolicy.NoMark,
            PlannedBy = due.IsByHand ? policy?.Mark ?? DuePolicy.NoMark : null,
        };
        return due with { IsOverdue = due.DueAt is not null && due.IsReached(DueStage.Due), NextAt = StageClock.NextAt(due) };
    }

    // Without a due date there is nothing left to have been late for.
    private static DateTimeOffset? Kept(CaseDue due, DuePlan plan, DueStage stage) =>
        plan.Due is not null && due.IsReached(stage) ? due.At(stage) ?? plan.At(stage) : plan.At(stage);

    private static DateTimeOffset? PausedAt(CaseDue due, DuePolicy? policy, IReadOnlyList<Pause> pauses)
    {
        if (policy is not { PauseWhileOpen: true })
            return null;

        foreach (var pause in pauses)
        {
            if (pause.To is null)
                return pause.From > due.CountedFrom ? pause.From : due.CountedFrom;
        }

        return null;
    }
}
