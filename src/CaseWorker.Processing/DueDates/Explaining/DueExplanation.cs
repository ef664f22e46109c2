using System.Text.Json;

namespace CaseWorker.Processing.DueDates.Explaining;

/// <summary>Why a case is due when it is: what <c>GET /api/cases/{id}/due</c> answers.</summary>
public sealed record DueExplanation
{
    public required int CaseId { get; init; }

    public required int Cycle { get; init; }

    /// <summary>The <c>due</c> object of the service as it was when the dates were made; null: none, or it is not known any more.</summary>
    public required JsonElement? Policy { get; init; }

    public required bool IsOverdue { get; init; }

    /// <summary>When the due date was set by hand; null: it follows from the policy.</summary>
    public DateTimeOffset? SetByHandAt { get; init; }

    /// <summary>The time that counted from the beginning of the cycle to the due date, at most <see cref="DueExplainer.MaxSegments"/> stretches.</summary>
    public required IReadOnlyList<TimeSegment> Segments { get; init; }

    /// <summary>The pauses that moved the stages, by ascending beginning. The last has no end while the case is open.</summary>
    public required IReadOnlyList<Pause> Pauses { get; init; }

    /// <summary>The stages of the current cycle: pre, due, post, those that exist.</summary>
    public required IReadOnlyList<StageExplanation> Stages { get; init; }

    /// <summary>The cycles before, latest first, those in which a stage fired.</summary>
    public required IReadOnlyList<EarlierCycle> EarlierCycles { get; init; }

    /// <summary>Why a stage is missing that the policy asks for; null: none is.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the service still has that policy, with that calendar. A closed case, and a date set by hand, keep theirs.</summary>
    public required bool PolicyIsCurrent { get; init; }

    /// <summary>The calendar that was counted by, as it was then; null: the policy names none.</summary>
    public JsonElement? Calendar { get; init; }
}

/// <summary>What fired in a cycle that is over; it is never taken back.</summary>
public sealed record EarlierCycle(int Cycle, IReadOnlyList<StageExplanation> Stages);

/// <summary>A stage, fired or to come.</summary>
/// <param name="Stage">pre, due or post.</param>
/// <param name="PlannedAt">While the case is open: where it would lie if the pause ended now.</param>
/// <param name="FiredAt">Null: it did not fire, or not yet.</param>
/// <param name="LatenessMs">From the plan, or from its making where that was later, to the firing; null until then.</param>
/// <param name="Skipped">True: it lay before the case was stored, and never fires.</param>
/// <param name="PlanMadeAt">When the stage was planned, where <paramref name="PlannedAt"/> was past by then; else null.</param>
public sealed record StageExplanation(
    string Stage, int Cycle, DateTimeOffset PlannedAt, DateTimeOffset? FiredAt, long? LatenessMs, bool Late, bool Skipped, DateTimeOffset? PlanMadeAt = null);
