namespace CaseWorker.Client;

/// <summary>A stored case. Members may be added in later versions.</summary>
public sealed record Case
{
    /// <summary>Unique in the installation.</summary>
    public required int CaseId { get; init; }

    /// <summary>The tenant.</summary>
    public required int HubId { get; init; }

    /// <summary>The service it was enqueued into; never changes.</summary>
    public required int ServiceId { get; init; }

    /// <summary>The department it is in.</summary>
    public required int DepartmentId { get; init; }

    /// <summary>Its FIFO number inside the service: 1, 2, 3, … without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>Who is to act, or that it is over.</summary>
    public required CaseStatus Status { get; init; }

    /// <summary>Who has it; null while it waits for a rep, and for cases stored closed.</summary>
    public int? RepId { get; init; }

    /// <summary>The customer, null when none was given.</summary>
    public int? CustomerId { get; init; }

    /// <summary>The customer's company, null when none was given.</summary>
    public int? CompanyId { get; init; }

    /// <summary>The producer's reference, null when none was given.</summary>
    public string? ExtRef { get; init; }

    /// <summary>Null when none was given.</summary>
    public string? Subject { get; init; }

    /// <summary>What the producer wrote about it, null when nothing; later notes are <see cref="CasesClient.ListNotesAsync"/>.</summary>
    public string? Notes { get; init; }

    /// <summary>Null when none was given.</summary>
    public string? ClassificationCode { get; init; }

    /// <summary>True: it was stored closed, for statistics.</summary>
    public required bool AutoClose { get; init; }

    /// <summary>In the order in which they were given; empty when none were.</summary>
    public required IReadOnlyDictionary<string, string> CustomProperties { get; init; }

    /// <summary>Null when none was given.</summary>
    public string? ProcedureExtRef { get; init; }

    /// <summary>Null when none was given.</summary>
    public string? ProcedureOptionExtRef { get; init; }

    /// <summary>Who asked for help, null when nobody said.</summary>
    public string? OpenedBy { get; init; }

    /// <summary>When it was accepted, UTC; the due clock starts here.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the present rep got it, UTC; null while nobody has it.</summary>
    public DateTimeOffset? AssignedAt { get; init; }

    /// <summary>UTC; null until there is a response.</summary>
    public DateTimeOffset? FirstResponseAt { get; init; }

    /// <summary>The last change, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>UTC; null unless it is closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>UTC; null: it is not due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When a warning comes, UTC; null: none does.</summary>
    public DateTimeOffset? PreOverdueAt { get; init; }

    /// <summary>When a second reminder comes, UTC; null: none does.</summary>
    public DateTimeOffset? PostOverdueAt { get; init; }

    /// <summary>True: it is past its due date in the present cycle.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>1 at creation, one more with each cycle of due dates.</summary>
    public required int Cycle { get; init; }

    /// <summary>Ids of the tags on it, ascending; empty when there are none.</summary>
    public required IReadOnlyList<int> Tags { get; init; }

    /// <summary>True: the message came without an id and may have been handed on before.</summary>
    public required bool PossibleDuplicate { get; init; }
}
