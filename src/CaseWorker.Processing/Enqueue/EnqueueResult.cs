using CaseWorker.Contracts;

namespace CaseWorker.Processing.Enqueue;

/// <summary>What became of a request to enqueue a case.</summary>
public abstract record EnqueueResult
{
    private EnqueueResult()
    {
    }

    /// <summary>In a queue for good.</summary>
    /// <param name="Case">The request as it was understood, with CaseId and ServiceId set; AutoClose is never null.</param>
    /// <param name="IsReplayed">True: an earlier request with the same Idempotency-Key was given this id.</param>
    public sealed record Accepted(CaseEnqueue Case, int CaseId, bool IsReplayed) : EnqueueResult;

    /// <summary>Can't become a case; nothing was kept of it. <paramref name="Errors"/>: by the PascalCase name of the member, "$" for the whole body.</summary>
    public sealed record Refused(IReadOnlyDictionary<string, string[]> Errors) : EnqueueResult;

    /// <summary>The Idempotency-Key came before with another request.</summary>
    public sealed record KeyReused : EnqueueResult;

    /// <summary>Certainly in no queue: something is away. <paramref name="CaseId"/> is null when none was given yet.</summary>
    public sealed record NotSent(int? CaseId) : EnqueueResult;

    /// <summary>Perhaps in a queue. Sending it again under the same Idempotency-Key is safe.</summary>
    public sealed record Unknown(int? CaseId) : EnqueueResult;
}
