namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>What the partition's row said when a case was stored.</summary>
internal sealed record WitnessRow
{
    public required int PartitionId { get; init; }
    public required long Epoch { get; init; }
    public string? Owner { get; init; }
    public required string Worker { get; init; }
    public required int CaseId { get; init; }
    public required long StoredAt { get; init; }
}
