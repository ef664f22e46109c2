namespace CaseWorker.Storage.Intake;

/// <summary>A message as it waits in the intake table.</summary>
public sealed record QueuedMessageRow : StoredMessageRow
{
    /// <summary>Ascends in commit order.</summary>
    public required long QueueId { get; init; }
}
