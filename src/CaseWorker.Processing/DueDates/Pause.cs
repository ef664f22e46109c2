namespace CaseWorker.Processing.DueDates;

/// <summary>A time in which a case was open and waited for its customer. <paramref name="To"/> null: it still does.</summary>
public readonly record struct Pause(DateTimeOffset From, DateTimeOffset? To);
