namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>All that a run left behind: what its producers know, and what the database has.</summary>
internal sealed record Evidence
{
    public required IReadOnlyCollection<Sent> Sent { get; init; }

    /// <summary>By service and sequence.</summary>
    public required IReadOnlyList<StoredCase> Stored { get; init; }

    /// <summary>The reps of each department.</summary>
    public required ILookup<int, int> Members { get; init; }

    /// <summary>What was sent to be parked.</summary>
    public IReadOnlyCollection<SentPoison> Poison { get; init; } = [];

    public IReadOnlyList<ParkedRow> Parked { get; init; } = [];

    /// <summary>Every decision about a rep.</summary>
    public IReadOnlyList<DecidedRow> Decided { get; init; } = [];

    /// <summary>Under which epoch, and whose, each case was stored, in the order of commits.</summary>
    public IReadOnlyList<WitnessRow> Witnessed { get; init; } = [];

    /// <summary>The cases that must have gone through three due stages by the end.</summary>
    public IReadOnlyList<DueCase> Due { get; init; } = [];

    /// <summary>Every event that was written.</summary>
    public IReadOnlyList<EventRow> Happened { get; init; } = [];

    /// <summary>The ids of the events that a listener heard, in the order in which it heard each first.</summary>
    public IReadOnlyList<string> Heard { get; init; } = [];

    /// <summary>Sentences about what must not happen and was seen while it ran: by clients, by those who start processes, while it drained.</summary>
    public IReadOnlyList<string> Observed { get; init; } = [];
}
