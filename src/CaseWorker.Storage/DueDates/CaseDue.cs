namespace CaseWorker.Storage.DueDates;

/// <summary>The due dates of a case as its row keeps them, and how far their stages have come. Instants are UTC.</summary>
public sealed record CaseDue
{
    /// <summary>No date, nothing that could fire, no policy that could change it: a case that is stored closed.</summary>
    public static CaseDue None { get; } = new();

    public DateTimeOffset? PreOverdueAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? PostOverdueAt { get; init; }

    /// <summary>Whether the due date of this cycle has passed while the case was new or open.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>1 at creation, one more with each cycle.</summary>
    public int Cycle { get; init; } = 1;

    /// <summary>The last stage of this cycle that fired or was skipped: 0 none, 1 pre, 2 due, 3 post. It only ever goes up within a cycle.</summary>
    public int StageReached { get; init; }

    /// <summary>Whether a person chose <see cref="DueAt"/>, null included: then no policy moves it.</summary>
    public bool IsByHand { get; init; }

    /// <summary>Where the stages are counted from: the opening, the reopening, or when a person set the date.</summary>
    public DateTimeOffset CountedFrom { get; init; }

    /// <summary>The date as a person set it, before pauses moved it; null: none was set by hand, or taken away.</summary>
    public DateTimeOffset? SetTo { get; init; }

    /// <summary>Since when the stages wait for the case to be new again; later ones do not fire. Null: they don't wait.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When the next stage fires; null: none can.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The policy by which the dates were made, 0 for none. Null: no policy moves them, since the case is closed or the date was set by hand.</summary>
    public long? PolicyMark { get; init; }

    /// <summary>The policy by which the dates were made where <see cref="PolicyMark"/> no longer tells it, 0 for none. Null: that tells it, or nobody knows.</summary>
    public long? PlannedBy { get; init; }

    /// <summary>When the dates were last made anew; null: never since the opening. What was past by then is not late from its own instant on.</summary>
    public DateTimeOffset? PlannedAt { get; init; }
}
