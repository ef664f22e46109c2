using System.Collections.Frozen;

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

/// <summary>Finds members by the names that callers send.</summary>
internal static class EnqueueMembers
{
    private static readonly FrozenDictionary<string, EnqueueMember> ByName =
        Enum.GetValues<EnqueueMember>().ToFrozenDictionary(member => member.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whatever the case of the letters; null when there is no such member.</summary>
    public static EnqueueMember? Find(string name) => ByName.TryGetValue(name, out var member) ? member : null;
}
