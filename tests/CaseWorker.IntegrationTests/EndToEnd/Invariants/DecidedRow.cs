namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>A decision as the database explains it.</summary>
internal sealed record DecidedRow
{
    public required int CaseId { get; init; }
    public required int DepartmentId { get; init; }
    public required string Strategy { get; init; }
    public int? RepId { get; init; }
    public int? DrawIndex { get; init; }
    public int? DrawOf { get; init; }

    /// <summary>The eligible reps as a JSON array of ids.</summary>
    public required string Eligible { get; init; }
}
