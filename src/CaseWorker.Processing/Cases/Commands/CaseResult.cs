namespace CaseWorker.Processing.Cases.Commands;

/// <summary>What became of a command. One of the records below; only <see cref="Done"/> can have changed anything.</summary>
public abstract record CaseResult
{
    private CaseResult()
    {
    }

    /// <summary>The hub has no such case: never promised, deleted, discarded, or another hub's.</summary>
    public sealed record NotFound : CaseResult;

    /// <summary>Accepted, or perhaps accepted: there is no case to change yet. Try again soon.</summary>
    public sealed record NotStoredYet : CaseResult;

    /// <summary>It could not become a case; someone must repair or discard it.</summary>
    public sealed record Parked(long ParkedId) : CaseResult;

    /// <summary>The case is not of the version that was asked for, but of this one.</summary>
    public sealed record Stale(long Version) : CaseResult;

    /// <summary>A value can't be; <paramref name="Must"/> goes on after the name of the field: "must be …".</summary>
    public sealed record Refused(string Field, string Must) : CaseResult;

    /// <summary>The Idempotency-Key came before with another request.</summary>
    public sealed record KeyReused : CaseResult;

    /// <summary>The case is as the command wants it.</summary>
    /// <param name="Version">The case's version now; of a deleted one, its last.</param>
    /// <param name="HasChanged">False: it was so before, and nothing was written.</param>
    /// <param name="At">When it was done.</param>
    public sealed record Done(long Version, bool HasChanged, DateTimeOffset At) : CaseResult
    {
        /// <summary>The note that was added; null with other commands.</summary>
        public long? NoteId { get; init; }

        /// <summary>Who sent the same request under the same Idempotency-Key before, of which the rest tells; null: nobody did.</summary>
        public string? DoneBeforeBy { get; init; }
    }
}
