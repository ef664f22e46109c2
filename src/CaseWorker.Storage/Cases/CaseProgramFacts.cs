namespace CaseWorker.Storage.Cases;

/// <summary>What of a case decides what it has of its hub's Action Management program.</summary>
public abstract record CaseProgramFacts : CaseFacts
{
    /// <summary>What stands for a workflow where somebody said that the case has none, whatever its procedure and its service say.</summary>
    public const int NoWorkflow = 0;

    /// <summary>The workflow that somebody chose, or <see cref="NoWorkflow"/>; null: nobody did.</summary>
    public int? WorkflowId { get; init; }

    /// <summary>A decimal number with four places, in the invariant culture; null: none. Text, because SQLite has no decimals.</summary>
    public string? Cost { get; init; }

    /// <summary>Whether somebody said what it costs, null included; else its service does.</summary>
    public bool IsCostByHand { get; init; }

    public string? ProcedureExtRef { get; init; }
    public string? ProcedureOptionExtRef { get; init; }
    public string? ClassificationCode { get; init; }
}
