namespace CaseWorker.Processing.Enqueue;

/// <summary>The members of a CaseEnqueue, in the document's order. Their names are the names on the wire.</summary>
internal enum EnqueueMember
{
    CaseId,
    ServiceId,
    ServiceIdExtRef,
    CustomerId,
    ExtRef,
    Notes,
    Subject,
    ClassificationCode,
    AutoClose,
    CustomProperties,
    ProcedureExtRef,
    ProcedureOptionExtRef,
}
