namespace CaseWorker.Client;

/// <summary>A service's rule for due dates. Where it names a calendar, durations count working time, of which a day has 24 hours too.</summary>
public sealed record DuePolicy
{
    /// <summary>From the opening of a case to its due date; null: cases are not due.</summary>
    public TimeSpan? DueAfter { get; init; }

    /// <summary>How long before the due date a warning comes; null: none does.</summary>
    public TimeSpan? PreOverdueBefore { get; init; }

    /// <summary>How long after the due date a second reminder comes; null: none does.</summary>
    public TimeSpan? PostOverdueAfter { get; init; }

    /// <summary>True: the clock stands while a case is open, which is while it waits for the customer.</summary>
    public bool PauseWhileOpen { get; init; }

    /// <summary>The id of a calendar of the hub; null: all time counts.</summary>
    public string? Calendar { get; init; }
}
