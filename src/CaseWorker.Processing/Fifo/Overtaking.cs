namespace CaseWorker.Processing.Fifo;

/// <summary>A case that was given to a rep while an older case waited in the line of the same department.</summary>
/// <param name="Sequence">The newer case's.</param>
/// <param name="OlderServiceId">The older case's, which may be another service of the department.</param>
/// <param name="OlderSequence">The older case's.</param>
/// <param name="Reason">A sentence for people, with the instants.</param>
public sealed record Overtaking(int ServiceId, long Sequence, int CaseId, int OlderServiceId, long OlderSequence, int OlderCaseId, string Reason);
