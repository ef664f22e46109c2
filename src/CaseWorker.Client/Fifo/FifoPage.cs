namespace CaseWorker.Client;

/// <summary>A part of the proof that a service was stored in order.</summary>
public sealed record FifoPage
{
    /// <summary>The service.</summary>
    public required int ServiceId { get; init; }

    /// <summary>All cases that were ever stored for the service, deleted ones included.</summary>
    public required long Count { get; init; }

    /// <summary>True: this part holds, and so does its join to the one before.</summary>
    public required bool Verified { get; init; }

    /// <summary>What does not hold; empty when all does.</summary>
    public required IReadOnlyList<FifoViolation> Violations { get; init; }

    /// <summary>The cases of this part by ascending sequence.</summary>
    public required IReadOnlyList<FifoItem> Items { get; init; }

    /// <summary>The last sequence of this part, to be given as <c>after</c>; null: it is the last part.</summary>
    public string? Next { get; init; }
}

/// <summary>A fault in the order.</summary>
/// <param name="Kind">Its kind, as a word.</param>
/// <param name="Sequence">Where it shows.</param>
/// <param name="CaseId">The case there; null: there is none.</param>
/// <param name="Detail">A sentence for people.</param>
public sealed record FifoViolation(string Kind, long Sequence, int? CaseId, string Detail);

/// <summary>A case in its place, or the place of a deleted one.</summary>
public sealed record FifoItem
{
    /// <summary>The FIFO number.</summary>
    public required long Sequence { get; init; }

    /// <summary>The case.</summary>
    public required int CaseId { get; init; }

    /// <summary>What makes a repetition of its message harmless.</summary>
    public required string MessageKey { get; init; }

    /// <summary>Who put it into the queue; null: it is not known.</summary>
    public string? Source { get; init; }

    /// <summary>Its number among the source's messages for the service; null: it is not known.</summary>
    public long? N { get; init; }

    /// <summary>UTC, by the clock of who accepted it.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>UTC; never falls within a service.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>The process that stored it.</summary>
    public required string Worker { get; init; }

    /// <summary>UTC; null: it was not deleted.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}
