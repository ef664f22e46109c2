namespace CaseWorker.Processing.Intake;

/// <summary>A held message that failed so often that it must be parked.</summary>
/// <param name="Detail">The last failure, for people.</param>
internal sealed record HeldFault(long HeldId, string Detail);
