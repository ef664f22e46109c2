namespace CaseWorker.Client;

/// <summary>Why a case is due when it is.</summary>
public sealed record DueExplanation
{
    /// <summary>The case.</summary>
    public required int CaseId { get; init; }

    /// <summary>The present cycle.</summary>
    public required int Cycle { get; init; }

    /// <summary>The service's policy; null: it has none.</summary>
    public DuePolicy? Policy { get; init; }

    /// <summary>True: the due date of this cycle has passed.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>When the due date was set by hand, UTC; null: it follows the policy.</summary>
    public DateTimeOffset? SetByHandAt { get; init; }

    /// <summary>The stretches of time that were counted.</summary>
    public required IReadOnlyList<TimeStretch> Segments { get; init; }

    /// <summary>The pauses that moved the stages; the last has no end while the case is open.</summary>
    public required IReadOnlyList<TimeStretch> Pauses { get; init; }

    /// <summary>The stages of the present cycle in their order: pre, due, post, those that exist.</summary>
    public required IReadOnlyList<DueStage> Stages { get; init; }

    /// <summary>Earlier cycles in which a stage fired, latest first.</summary>
    public required IReadOnlyList<EarlierCycle> EarlierCycles { get; init; }

    /// <summary>Why a stage is missing that the policy asks for; null: none is.</summary>
    public string? Problem { get; init; }
}

/// <summary>From and to, UTC.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end; null: it has not ended.</param>
public sealed record TimeStretch(DateTimeOffset From, DateTimeOffset? To);

/// <summary>A stage of a due date.</summary>
public sealed record DueStage
{
    /// <summary>pre, due or post.</summary>
    public required string Stage { get; init; }

    /// <summary>The cycle it belongs to.</summary>
    public required int Cycle { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>UTC; null: it has not fired.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>Milliseconds from the plan to the firing; null: it has not fired.</summary>
    public long? LatenessMs { get; init; }

    /// <summary>True: it fired late.</summary>
    public required bool Late { get; init; }

    /// <summary>True: it lay before the case was stored, and never fires.</summary>
    public bool Skipped { get; init; }
}

/// <summary>What fired in a cycle that is over.</summary>
/// <param name="Cycle">Its number.</param>
/// <param name="Stages">Those that fired.</param>
public sealed record EarlierCycle(int Cycle, IReadOnlyList<DueStage> Stages);
