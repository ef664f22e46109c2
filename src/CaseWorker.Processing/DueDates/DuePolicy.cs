using CaseWorker.Processing.DueDates.Calendars;

namespace CaseWorker.Processing.DueDates;

/// <summary>What a service promises about time, ready to be counted.</summary>
/// <remarks>The durations are of the calendar's working time; a day is 24 hours of it. They are whole milliseconds.</remarks>
public sealed record DuePolicy
{
    /// <summary>From the beginning of the cycle to the due date.</summary>
    public required TimeSpan DueAfter { get; init; }

    /// <summary>From the pre stage to the due date; zero: at the due date; null: no pre stage.</summary>
    public TimeSpan? PreOverdueBefore { get; init; }

    /// <summary>From the due date to the post stage; zero: at the due date; null: no post stage.</summary>
    public TimeSpan? PostOverdueAfter { get; init; }

    /// <summary>Whether the time in which the case is open does not count.</summary>
    public bool PauseWhileOpen { get; init; }

    /// <summary>Which time counts.</summary>
    public WorkingCalendar Calendar { get; init; } = WorkingCalendar.Elapsed;

    /// <summary>The policy as it is stored: the compact JSON of a service's <c>due</c>. Null for one that is not of the catalogue.</summary>
    public string? Json { get; init; }

    /// <summary>The calendar as the catalogue keeps it. Null: the policy names none, or one that is missing.</summary>
    public string? CalendarJson { get; init; }

    /// <summary>The mark of a case that no policy concerns.</summary>
    public const long NoMark = 0;

    /// <summary>Another one when the policy or its calendar is another.</summary>
    public long Mark { get; init; } = 1;
}
