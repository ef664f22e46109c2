namespace CaseWorker.Processing.DueDates.Explaining;

/// <summary>A stage that is over: it fired, or was skipped because it lay before the case was stored.</summary>
/// <param name="PlannedAt">As it was planned when it fired; a later plan does not change it.</param>
/// <param name="FiredAt">Null: skipped.</param>
/// <param name="Late">Whether the firing was marked late.</param>
/// <param name="MadeAt">When it was planned, where <paramref name="PlannedAt"/> was past by then; else null.</param>
public sealed record FiredStage(int Cycle, DueStage Stage, DateTimeOffset PlannedAt, DateTimeOffset? FiredAt, bool Late, DateTimeOffset? MadeAt = null);
