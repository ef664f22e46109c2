namespace CaseWorker.Storage.Cases;

/// <summary>What of a case decides what it has of its hub's Action Management program.</summary>
public abstract record CaseProgramFacts : CaseFacts
{
    /// <summary>The workflow that somebody chose; null: nobody did.</summary>
    public int? WorkflowId { get; init; }

    /// <summary>A decimal number with four places, in the invariant culture; null: none. Text, because SQLite has no decimals.</summary>
    public string? Cost { get; init; }

    /// <summary>Whether somebody said what it costs, null included; else its service does.</summary>
    public bool IsCostByHand { get; init; }

    public string? ProcedureExtRef { get; init; }
    public string? ProcedureOptionExtRef { get; init; }
    public string? ClassificationCode { get; init; }
}
