using CaseWorker.Storage.Intake;

namespace CaseWorker.Storage.Parking;

/// <summary>A message as it is held behind the parked head of a blocked service.</summary>
public sealed record HeldMessageRow
{
    /// <summary>Ascends in the order of the partition's queue.</summary>
    public required long HeldId { get; init; }

    public required int PartitionId { get; init; }
    public required int ServiceId { get; init; }
    public required byte[] KeyHash { get; init; }
    public required byte[] BodyHash { get; init; }
    public required byte[] Body { get; init; }
    public required string MessageKey { get; init; }
    public int? CaseId { get; init; }
    public int? HubId { get; init; }
    public string? Source { get; init; }
    public long? SourceN { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public long? RetryOf { get; init; }
    public bool PossibleDuplicate { get; init; }
    public int Version { get; init; }
    public bool FromGateway { get; init; }
    public required DateTimeOffset HeldAt { get; init; }

    /// <summary>The message as it came out of the queue.</summary>
    public IntakeMessage Message => new()
    {
        Body = Body,
        MessageKey = MessageKey,
        CaseId = CaseId,
        HubId = HubId,
        Source = Source,
        SourceN = SourceN,
        AcceptedAt = AcceptedAt,
        RetryOf = RetryOf,
        PossibleDuplicate = PossibleDuplicate,
        Version = Version,
        FromGateway = FromGateway,
    };
}
