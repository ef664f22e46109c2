namespace CaseWorker.Processing.DueDates;

/// <summary>The stages of a cycle, in the order in which they fire.</summary>
public enum DueStage
{
    /// <summary>The warning before the due date.</summary>
    Pre,

    /// <summary>The due date itself: the case is overdue.</summary>
    Due,

    /// <summary>Some time after the due date.</summary>
    Post,
}
