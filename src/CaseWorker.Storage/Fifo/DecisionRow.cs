namespace CaseWorker.Storage.Fifo;

/// <summary>A decision about a case, beside the case's place in its department's line. A case without any has one row without decision.</summary>
public sealed record DecisionRow
{
    public required int ServiceId { get; init; }
    public required long Sequence { get; init; }
    public required int CaseId { get; init; }

    /// <summary>Where the case is now; decisions before a transfer were taken in another one.</summary>
    public required int DepartmentId { get; init; }

    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>True while the case stands in its department's line.</summary>
    public bool Waiting { get; init; }

    /// <summary>Ascends per case from 1; null without a decision.</summary>
    public int? Ordinal { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>Null: it was decided that the case waits.</summary>
    public int? RepId { get; init; }

    public string? Cause { get; init; }
}
