namespace CaseWorker.Storage.Assignment;

/// <summary>What a decision after intake needs of a case: enough to change it, note it and tell it.</summary>
public sealed record AssignableCaseRow
{
    public required int CaseId { get; init; }
    public required int HubId { get; init; }
    public required int ServiceId { get; init; }
    public required int DepartmentId { get; init; }
    public required long Sequence { get; init; }

    /// <summary>new or open: closed cases are neither waiting nor released.</summary>
    public required string Status { get; init; }

    /// <summary>Null while the case waits.</summary>
    public int? RepId { get; init; }

    public int? CustomerId { get; init; }
    public string? ExtRef { get; init; }
    public string? Subject { get; init; }
    public int Cycle { get; init; }
}
