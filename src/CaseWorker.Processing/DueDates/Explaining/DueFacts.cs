namespace CaseWorker.Processing.DueDates.Explaining;

/// <summary>What is stored of a case that its due dates follow from.</summary>
public sealed record DueFacts
{
    public required int CaseId { get; init; }

    public required int Cycle { get; init; }

    public required bool IsOverdue { get; init; }

    /// <summary>The policy that the current cycle counts by; null: none.</summary>
    public required DuePolicy? Policy { get; init; }

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
