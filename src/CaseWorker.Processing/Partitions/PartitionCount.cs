namespace CaseWorker.Processing.Partitions;

/// <summary>How many partitions the installation has; fixed in the database at its first start.</summary>
public sealed record PartitionCount(int Value);
