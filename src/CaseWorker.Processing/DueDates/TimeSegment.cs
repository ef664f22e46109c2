namespace CaseWorker.Processing.DueDates;

/// <summary>A stretch of time in whole milliseconds, from inclusive, to exclusive.</summary>
public readonly record struct TimeSegment(DateTimeOffset From, DateTimeOffset To);
