using CaseWorker.Storage.DueDates;

namespace CaseWorker.Processing.DueDates;

/// <summary>A stage whose time has come.</summary>
/// <param name="MadeAt">When it was planned, where <paramref name="PlannedAt"/> was past by then; else null.</param>
public readonly record struct Firing(DueStage Stage, DateTimeOffset PlannedAt, DateTimeOffset? MadeAt)
{
    /// <summary>From when on it is late: nobody can fire a stage before it was planned.</summary>
    public DateTimeOffset LateFrom => MadeAt ?? PlannedAt;
}

/// <summary>Which stages of a case fire, and when the next one does. Pure.</summary>
/// <remarks>
/// Stages fire in their order, and one that was reached is never looked at again in its cycle, whatever the clock says. While a case
/// waits for its customer, only what was planned until then fires.
/// </remarks>
public static class StageClock
{
    private static readonly DueStage[] Stages = [DueStage.Pre, DueStage.Due, DueStage.Post];

    /// <summary>The planned instant of a stage; null: there is none.</summary>
    public static DateTimeOffset? At(this CaseDue due, DueStage stage) => stage switch
    {
        DueStage.Pre => due.PreOverdueAt,
        DueStage.Due => due.DueAt,
        DueStage.Post => due.PostOverdueAt,
    };

    /// <summary>Whether the stage has fired or was skipped in this cycle, or a later one has.</summary>
    public static bool IsReached(this CaseDue due, DueStage stage) => (int)stage < due.StageReached;

    /// <summary>When the next stage fires. Null: none is left, or it waits for the case to be new again.</summary>
    public static DateTimeOffset? NextAt(CaseDue due)
    {
        foreach (var stage in Stages)
        {
            if (!due.IsReached(stage) && due.At(stage) is { } at)
                return due.PausedAt < at ? null : at;
        }

        return null;
    }

    /// <summary>Fires what has come by now.</summary>
    /// <returns>The case as it then is, and what fired, in order.</returns>
    public static (CaseDue Due, IReadOnlyList<Firing> Fired) Advance(CaseDue due, DateTimeOffset now)
    {
        var fired = new List<Firing>(1);
        foreach (var stage in Stages)
        {
            if (due.IsReached(stage) || due.At(stage) is not { } at)
                continue;
            if (at > now || due.PausedAt < at)
                break;

            fired.Add(new Firing(stage, at, MadeAt(due) is var madeAt && madeAt > at ? madeAt : null));
            due = Reach(due, stage);
        }

        return (due with { NextAt = NextAt(due) }, fired);
    }

    /// <summary>Passes over what lies before the case was stored, without firing it.</summary>
    public static CaseDue Skip(CaseDue due, DateTimeOffset storedAt)
    {
        foreach (var stage in Stages)
        {
            if (due.At(stage) < storedAt)
                due = Reach(due, stage);
        }

        return due;
    }

    // Those that were never made anew are as old as the case, however long that waited in a queue: it is late from its own instants on.
    private static DateTimeOffset MadeAt(CaseDue due) => due.PlannedAt ?? due.CountedFrom;

    private static CaseDue Reach(CaseDue due, DueStage stage) => due with { StageReached = (int)stage + 1, IsOverdue = due.IsOverdue || stage == DueStage.Due };
}
