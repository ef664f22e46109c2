namespace CaseWorker.Storage.Fifo;

/// <summary>What the FIFO proof reads of a case, or of the tombstone of a deleted one.</summary>
public sealed record FifoRow
{
    public required long Sequence { get; init; }
    public required int CaseId { get; init; }

    /// <summary>SHA-256 of service and message key.</summary>
    public required byte[] KeyHash { get; init; }

    public required string MessageKey { get; init; }

    /// <summary>Who stamped <see cref="SourceN"/>; null for messages that took no counted path.</summary>
    public string? Source { get; init; }

    public long? SourceN { get; init; }
    public required DateTimeOffset AcceptedAt { get; init; }
    public required DateTimeOffset StoredAt { get; init; }
    public required string Worker { get; init; }

    /// <summary>Null for a case; set for a tombstone.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>How far a service has come.</summary>
public sealed record FifoCounterRow
{
    public required int ServiceId { get; init; }

    /// <summary>The highest sequence given out; 0 before the first case.</summary>
    public required long LastSequence { get; init; }
}
