using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Intake;

/// <summary>Messages of one partition in the order of its queue, to be stored together.</summary>
/// <param name="Epoch">From <c>PartitionStore.TakeAsync</c>, taken once per channel.</param>
/// <param name="QueueIds">The rows of the intake table that these messages are, to be deleted with the commit; null with a broker.</param>
public sealed record LaneBatch(int PartitionId, long Epoch, IReadOnlyList<IntakeMessage> Messages, IReadOnlyList<long>? QueueIds = null);

/// <summary>What became of a batch.</summary>
public enum BatchOutcome
{
    /// <summary>Committed: every message is a case, parked, held, or was known already. Acknowledge them all.</summary>
    Stored,

    /// <summary>Another worker has the partition: nothing was written. Close the channel.</summary>
    Fenced,

    /// <summary>A message was written by a newer program: nothing was written. Close the channel and turn red.</summary>
    TooNew,
}
