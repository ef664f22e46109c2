namespace CaseWorker.Contracts;

/// <summary>Something that happened to a case, with the case as it was then.</summary>
/// <remarks>
/// Told in order per case, at least once; a repetition has the same <see cref="EventId"/>. Members may be added: ignore those you don't know.
/// </remarks>
public sealed record CaseEvent
{
    /// <summary>The same for ever, in every repetition.</summary>
    public required string EventId { get; init; }

    /// <summary>One of <see cref="CaseEventNames"/>; also the routing key on the exchange <c>case-events</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The tenant.</summary>
    public required int HubId { get; init; }

    /// <summary>The case's id, unique in the installation.</summary>
    public required int CaseId { get; init; }

    /// <summary>The service that it was enqueued into.</summary>
    public required int ServiceId { get; init; }

    /// <summary>The department that it is in.</summary>
    public required int DepartmentId { get; init; }

    /// <summary>The FIFO number inside the service.</summary>
    public required long Sequence { get; init; }

    /// <summary>new, open or closed.</summary>
    public required string Status { get; init; }

    /// <summary>Null while the case waits, and for cases stored closed.</summary>
    public int? RepId { get; init; }

    /// <summary>The customer, null when none was given.</summary>
    public int? CustomerId { get; init; }

    /// <summary>The caller's reference, null when none was given.</summary>
    public string? ExtRef { get; init; }

    /// <summary>The subject line, null when none was given.</summary>
    public string? Subject { get; init; }

    /// <summary>1 at creation, one more with each cycle of due dates.</summary>
    public required int Cycle { get; init; }

    /// <summary>Who did it: the name of a key or a user; null when the program did it by itself.</summary>
    public string? By { get; init; }

    /// <summary>CaseAssigned and CaseUnassigned: who had the case before; null when nobody had.</summary>
    public int? PreviousRepId { get; init; }

    /// <summary>
    /// CaseUpdated: what changed, by the names that the case's own JSON has for it; null in other events. For what this event has a member of
    /// that name it tells what it became, absent where it was taken away; of notes the one that changed, as the members that begin with note.
    /// </summary>
    public IReadOnlyList<string>? Changed { get; init; }

    /// <summary>CaseUpdated when it changed: the workflow; null in others, and where there is none.</summary>
    public int? WorkflowId { get; init; }

    /// <summary>CaseUpdated when it changed: the cost; null in others, and where there is none.</summary>
    public decimal? Cost { get; init; }

    /// <summary>CaseUpdated when they changed: the ids of all tags that the case then has, ascending; null in others.</summary>
    public IReadOnlyList<int>? Tags { get; init; }

    /// <summary>
    /// CaseUpdated when they changed: what the case then has of each list of its hub's Action Management program, in the program's order;
    /// null in others. A list of which it has nothing is left out.
    /// </summary>
    public IReadOnlyList<CaseEventListValue>? ListValues { get; init; }

    /// <summary>CaseUpdated when they changed: the roles of the program in its order, with the users that the case then has in them; null in others.</summary>
    public IReadOnlyList<CaseEventRole>? Roles { get; init; }

    /// <summary>CaseUpdated when it changed: the customer's phone number; null in others, and where nobody said it.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>CaseUpdated when it changed: the customer's e-mail address; null in others, and where nobody said it.</summary>
    public string? EmailAddress { get; init; }

    /// <summary>CaseUpdated when somebody said it: whether the team must act; null in others.</summary>
    public bool? ActionNeeded { get; init; }

    /// <summary>CaseNoteAdded, and CaseUpdated when a note's text changed: the note's id; null in other events.</summary>
    public long? NoteId { get; init; }

    /// <summary>Beside <see cref="NoteId"/>: note, call or email.</summary>
    public string? NoteType { get; init; }

    /// <summary>Beside <see cref="NoteId"/>: the note's title, at most 1,000 characters; null where it has none.</summary>
    public string? NoteTitle { get; init; }

    /// <summary>Beside <see cref="NoteId"/>: the note's text as it became, at most 100,000 characters.</summary>
    public string? NoteText { get; init; }

    /// <summary>
    /// When the case is due: in CaseCreated and CaseReopened, in CaseUpdated when it changed, whoever or whatever moved it, and in the stage
    /// events. Null in others, and where the case is not due.
    /// </summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Beside <see cref="DueAt"/> in all but the stage events: when the warning before it is planned; null: none is.</summary>
    public DateTimeOffset? PreOverdueAt { get; init; }

    /// <summary>Beside <see cref="DueAt"/> in all but the stage events: when the stage after it is planned; null: none is.</summary>
    public DateTimeOffset? PostOverdueAt { get; init; }

    /// <summary>The stage events: for when the stage was planned; null in others.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>The stage events: whether it fired later than is promised, as after an outage; null in others.</summary>
    public bool? Late { get; init; }
}

/// <summary>The names of the events of a case.</summary>
public static class CaseEventNames
{
    /// <summary>A message became a case.</summary>
    public const string CaseCreated = "CaseCreated";

    /// <summary>The case got a rep.</summary>
    public const string CaseAssigned = "CaseAssigned";

    /// <summary>The case went back into its department's line.</summary>
    public const string CaseUnassigned = "CaseUnassigned";

    /// <summary>A person or program changed the case.</summary>
    public const string CaseUpdated = "CaseUpdated";

    /// <summary>A note was written to the case.</summary>
    public const string CaseNoteAdded = "CaseNoteAdded";

    /// <summary>The case was closed.</summary>
    public const string CaseClosed = "CaseClosed";

    /// <summary>The closed case was opened again and began a new cycle.</summary>
    public const string CaseReopened = "CaseReopened";

    /// <summary>The case was deleted; its last event.</summary>
    public const string CaseDeleted = "CaseDeleted";

    /// <summary>The due date comes near.</summary>
    public const string CasePreOverdue = "CasePreOverdue";

    /// <summary>The due date has passed.</summary>
    public const string CaseOverdue = "CaseOverdue";

    /// <summary>The due date passed long ago.</summary>
    public const string CasePostOverdue = "CasePostOverdue";

    /// <summary>A message could not become a case; told as <see cref="CaseParkedEvent"/>.</summary>
    public const string CaseParked = "CaseParked";

    /// <summary>All of the above.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        CaseCreated, CaseAssigned, CaseUnassigned, CaseUpdated, CaseNoteAdded, CaseClosed, CaseReopened, CaseDeleted,
        CasePreOverdue, CaseOverdue, CasePostOverdue, CaseParked,
    ];
}
