namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

internal sealed record ParkedRow
{
    public required string MessageKey { get; init; }
    public required string Reason { get; init; }
}
