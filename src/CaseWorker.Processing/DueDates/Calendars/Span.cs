namespace CaseWorker.Processing.DueDates.Calendars;

/// <summary>A stretch of time in Unix milliseconds, from inclusive, to exclusive.</summary>
internal readonly record struct Span(long From, long To);
