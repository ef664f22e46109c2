namespace CaseWorker.Storage.Intake;

/// <summary>A message that can't become a case, as it is parked. <paramref name="Reason"/> is a word, <paramref name="Detail"/> a sentence for people.</summary>
public sealed record ParkedRow(
    IntakeMessage Message,
    int? PartitionId,
    int? ServiceId,
    byte[] KeyHash,
    byte[] BodyHash,
    string Reason,
    string? Detail,
    string? Headers,
    int Attempts,
    DateTimeOffset ParkedAt);

/// <summary>A message of a blocked service, waiting for the parked head of its line.</summary>
public sealed record HeldRow(IntakeMessage Message, int PartitionId, int ServiceId, byte[] KeyHash, byte[] BodyHash, DateTimeOffset HeldAt);

/// <summary>A message accepted without a broker.</summary>
/// <param name="ServiceId">The service into whose order it was accepted; null where only the body tells.</param>
public sealed record QueuedRow(int PartitionId, IntakeMessage Message, int? ServiceId = null);

/// <summary>What is known of a message key. <see cref="Place"/> is case, tombstone, parked or held.</summary>
public sealed record KnownKey
{
    public required byte[] KeyHash { get; init; }
    public required byte[] BodyHash { get; init; }
    public int? CaseId { get; init; }
    public required string Place { get; init; }
}

/// <summary>A service's counter, locked until the transaction ends.</summary>
public sealed record ServiceCounterRow
{
    public required int ServiceId { get; init; }

    /// <summary>The highest sequence given out; 0 before the first case.</summary>
    public required long LastSequence { get; init; }

    /// <summary>The storedAt of that case: later ones are never before it, even when the clock steps back.</summary>
    public required DateTimeOffset LastStoredAt { get; init; }

    /// <summary>The parked message at the head of a blocked service; null while it runs.</summary>
    public long? BlockedBy { get; init; }

    /// <summary>How many messages are held behind it.</summary>
    public int Held { get; init; }
}
