namespace CaseWorker.Storage.Intake;

/// <summary>A message as it waits in the intake table.</summary>
public sealed record QueuedMessageRow : StoredMessageRow
{
    /// <summary>Ascends in commit order.</summary>
    public required long QueueId { get; init; }

    /// <summary>The service into whose order it was accepted; null where only the body tells.</summary>
    public int? ServiceId { get; init; }

    /// <summary>The message with what is known of it without reading it.</summary>
    public IntakeMessage Routed => Message with { ServiceId = ServiceId };
}
