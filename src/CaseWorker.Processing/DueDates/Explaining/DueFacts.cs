namespace CaseWorker.Processing.DueDates.Explaining;

/// <summary>What is stored of a case that its due dates follow from.</summary>
public sealed record DueFacts
{
    public required int CaseId { get; init; }

    public required int Cycle { get; init; }

    public required bool IsOverdue { get; init; }

    /// <summary>The policy by which the dates were made; null: none, or one that is not known any more.</summary>
    public required DuePolicy? Policy { get; init; }

    /// <summary>Whether the service has that policy now.</summary>
    public bool IsPolicyCurrent { get; init; } = true;

    /// <summary>The dates as they are stored, where nobody knows any more by which policy they were made; else null.</summary>
    public DuePlan? Unexplained { get; init; }

    /// <summary>When the current cycle began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When nothing more could fire because the case was closed; null: it is not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the case was open, in all cycles.</summary>
    public IReadOnlyList<Pause> Pauses { get; init; } = [];

    /// <summary>Null: no date was set by hand in this cycle.</summary>
    public HandSetDue? HandSet { get; init; }

    /// <summary>Of all cycles, in any order.</summary>
    public IReadOnlyList<FiredStage> Fired { get; init; } = [];
}
