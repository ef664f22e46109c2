using CaseWorker.Contracts;

namespace CaseWorker.Client;

/// <summary>What became of a case that was enqueued; one of the records below.</summary>
public abstract record EnqueueOutcome
{
    private EnqueueOutcome()
    {
    }

    /// <summary>The key under which it was sent, of a batch that of the whole batch; null: none was.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>It is in the queue for good and will be stored, in its turn.</summary>
    /// <param name="Case">As CaseWorker understood it, with its id.</param>
    /// <param name="IsReplayed">True: a request under the same key came before, perhaps an earlier attempt of this call.</param>
    public sealed record Accepted(CaseEnqueue Case, bool IsReplayed) : EnqueueOutcome
    {
        /// <summary>The case's id.</summary>
        public int CaseId => Case.CaseId!.Value;
    }

    /// <summary>It is stored; only where <see cref="EnqueueOptions.Wait"/> asked to wait for that.</summary>
    /// <param name="Case">As CaseWorker understood it, with its id.</param>
    /// <param name="IsReplayed">True: a request under the same key came before, perhaps an earlier attempt of this call.</param>
    public sealed record Stored(CaseEnqueue Case, bool IsReplayed) : EnqueueOutcome
    {
        /// <summary>The case's id.</summary>
        public int CaseId => Case.CaseId!.Value;
    }

    /// <summary>It was accepted, could not be stored, and waits for an operator; only where waiting was asked for.</summary>
    /// <param name="CaseId">The id it will have once it is repaired; null: it is not known.</param>
    /// <param name="ParkedId">The message that stands for it.</param>
    public sealed record Parked(int? CaseId, long ParkedId) : EnqueueOutcome;

    /// <summary>It can't be accepted as it is.</summary>
    /// <param name="Errors">Sentences by the name of the member; "$" is the whole body.</param>
    public sealed record Refused(IReadOnlyDictionary<string, IReadOnlyList<string>> Errors) : EnqueueOutcome;

    /// <summary>The key came before, with another request.</summary>
    public sealed record KeyReused : EnqueueOutcome;

    /// <summary>CaseWorker was away for longer than the client is patient. Trying again under the same key is safe.</summary>
    /// <param name="CaseId">The id that was given to it; null: none, or it is not known.</param>
    /// <param name="Outage">What is known about it, and whether the case may have been accepted.</param>
    public sealed record Unavailable(int? CaseId, Outage Outage) : EnqueueOutcome;
}
