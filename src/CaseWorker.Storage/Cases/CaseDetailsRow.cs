namespace CaseWorker.Storage.Cases;

/// <summary>A case as it is now. Lengths are those of the schema; instants are UTC.</summary>
public sealed record CaseDetailsRow
{
    internal const string Columns =
        """
        CaseId, HubId, ServiceId, DepartmentId, Sequence, Status, RepId, CustomerId, CompanyId, ExtRef, Subject, Notes,
        ClassificationCode, AutoClose, ProcedureExtRef, ProcedureOptionExtRef, OpenedBy, OpenedAt, AssignedAt, FirstResponseAt,
        LastResponseAt, UpdatedAt, ClosedAt, DueAt, PreOverdueAt, PostOverdueAt, IsOverdue, Cycle, PossibleDuplicate, RowVersion,
        CaseType, Rating, Feedback, RatedAt, FeedbackRequestedAt
        """;

    public required int CaseId { get; init; }
    public required int HubId { get; init; }
    public required int ServiceId { get; init; }

    /// <summary>The service's department at first; a transfer changes it.</summary>
    public required int DepartmentId { get; init; }

    /// <summary>The FIFO number inside the service.</summary>
    public required long Sequence { get; init; }

    /// <summary>new, open or closed.</summary>
    public required string Status { get; init; }

    /// <summary>Null while the case waits for a rep, and for one that was stored closed.</summary>
    public int? RepId { get; init; }

    public int? CustomerId { get; init; }
    public int? CompanyId { get; init; }
    public string? ExtRef { get; init; }
    public string? Subject { get; init; }
    public string? Notes { get; init; }
    public string? ClassificationCode { get; init; }
    public bool AutoClose { get; init; }
    public string? ProcedureExtRef { get; init; }
    public string? ProcedureOptionExtRef { get; init; }
    public string? OpenedBy { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null until the case was given to a rep.</summary>
    public DateTimeOffset? AssignedAt { get; init; }

    /// <summary>The first e-mail or call of a rep; until there is one, the first change to open or closed.</summary>
    public DateTimeOffset? FirstResponseAt { get; init; }

    /// <summary>The latest of the same.</summary>
    public DateTimeOffset? LastResponseAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Null while the case is not closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? PreOverdueAt { get; init; }
    public DateTimeOffset? PostOverdueAt { get; init; }
    public bool IsOverdue { get; init; }

    /// <summary>1 at creation.</summary>
    public required int Cycle { get; init; }

    public bool PossibleDuplicate { get; init; }

    /// <summary>The ETag: one more with every change.</summary>
    public long RowVersion { get; init; }

    /// <summary>call, note or import, as who opened it said; null: nobody did.</summary>
    public string? CaseType { get; init; }

    /// <summary>The customer's; null: none.</summary>
    public int? Rating { get; init; }

    public string? Feedback { get; init; }
    public DateTimeOffset? RatedAt { get; init; }
    public DateTimeOffset? FeedbackRequestedAt { get; init; }
}

/// <summary>A custom property as it is read; a case's come in the order in which the caller gave them.</summary>
public sealed record CasePropertyRow
{
    public required int CaseId { get; init; }
    public required string Name { get; init; }
    public required string Value { get; init; }
}
