namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>An event as the transaction wrote it that it tells of.</summary>
internal sealed record EventRow
{
    /// <summary>Per case in the order of what happened.</summary>
    public required long OutboxId { get; init; }

    /// <summary>Null where no case is told of.</summary>
    public int? CaseId { get; init; }
    public required string EventName { get; init; }
    public required string MessageId { get; init; }
}
