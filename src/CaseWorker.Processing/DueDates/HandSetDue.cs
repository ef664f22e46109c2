namespace CaseWorker.Processing.DueDates;

/// <summary>A due date that a person set, in place of the policy's.</summary>
/// <param name="SetAt">When it was set: pauses before this do not move it, their part after it does.</param>
/// <param name="DueAt">Null: the person took all stages away.</param>
public readonly record struct HandSetDue(DateTimeOffset SetAt, DateTimeOffset? DueAt);
