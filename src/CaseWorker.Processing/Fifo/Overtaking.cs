namespace CaseWorker.Processing.Fifo;

/// <summary>A case that got its first rep before an older case of the same service and department, which waited for one.</summary>
/// <param name="Sequence">The newer case's.</param>
/// <param name="OlderSequence">The older case's.</param>
/// <param name="Reason">A sentence for people, with the instants.</param>
public sealed record Overtaking(int ServiceId, long Sequence, int CaseId, long OlderSequence, int OlderCaseId, string Reason);
