using CaseWorker.Storage.Intake;

namespace CaseWorker.Storage.Parking;

/// <summary>A message as it is held behind the parked head of a blocked service.</summary>
public sealed record HeldMessageRow : StoredMessageRow
{
    /// <summary>Ascends in the order of the partition's queue.</summary>
    public required long HeldId { get; init; }

    public required int PartitionId { get; init; }
    public required int ServiceId { get; init; }
    public required byte[] KeyHash { get; init; }
    public required byte[] BodyHash { get; init; }
    public required DateTimeOffset HeldAt { get; init; }
}
