namespace CaseWorker.Storage.Assignment;

/// <summary>A department's mutable part, locked until the transaction ends.</summary>
public sealed record DepartmentLineRow
{
    public required int DepartmentId { get; init; }

    /// <summary>The rep that round-robin chose last; null before the first.</summary>
    public int? LastRepId { get; init; }

    /// <summary>How many cases wait for a rep.</summary>
    public required int Waiting { get; init; }
}
