using CaseWorker.Storage.DueDates;

namespace CaseWorker.Storage.Cases;

/// <summary>The part of a case that commands change, read and written as a whole. Instants are UTC.</summary>
public sealed record CaseStateRow : CaseProgramFacts
{
    internal const string Columns =
        """
        CaseId, HubId, ServiceId, DepartmentId, Sequence, Status, Waiting, RepId, CustomerId, ExtRef, Subject, Cycle, WorkflowId, IsCostByHand,
        ProcedureExtRef, ProcedureOptionExtRef, ClassificationCode,
        OpenedAt, StoredAt, AssignedAt, FirstResponseAt, LastResponseAt, HasReplied, LastMessageAt, UpdatedAt, ClosedAt,
        DueAt, PreOverdueAt, PostOverdueAt, IsDueByHand, IsOverdue, StageReached, NextDueAt, DueCountedFrom, DueSetTo, DuePausedAt, DuePolicyMark, DuePlannedBy, DuePlannedAt, RowVersion,
        EmailAddress, PhoneNumber, ActionNeeded
        """;

    /// <summary>When its due clock began: the publisher's time, or what an import said.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>When it was given to its present rep; null while it waits.</summary>
    public DateTimeOffset? AssignedAt { get; init; }

    /// <summary>The first e-mail or call of a rep; until there is one, the first change to open or closed.</summary>
    public DateTimeOffset? FirstResponseAt { get; init; }

    /// <summary>The latest of the same.</summary>
    public DateTimeOffset? LastResponseAt { get; init; }

    /// <summary>Whether the response times are those of e-mails and calls.</summary>
    public bool HasReplied { get; init; }

    /// <summary>When the latest mail or note that somebody wrote was written; at the earliest the opening.</summary>
    public required DateTimeOffset LastMessageAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Null while the case is not closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? PreOverdueAt { get; init; }
    public DateTimeOffset? PostOverdueAt { get; init; }

    /// <summary>Whether a person chose <see cref="DueAt"/>, null included: then no policy moves it.</summary>
    public bool IsDueByHand { get; init; }

    public bool IsOverdue { get; init; }

    /// <inheritdoc cref="CaseDue.StageReached"/>
    public int StageReached { get; init; }

    /// <inheritdoc cref="CaseDue.NextAt"/>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <inheritdoc cref="CaseDue.CountedFrom"/>
    public DateTimeOffset? DueCountedFrom { get; init; }

    /// <inheritdoc cref="CaseDue.SetTo"/>
    public DateTimeOffset? DueSetTo { get; init; }

    /// <inheritdoc cref="CaseDue.PausedAt"/>
    public DateTimeOffset? DuePausedAt { get; init; }

    /// <inheritdoc cref="CaseDue.PolicyMark"/>
    public long? DuePolicyMark { get; init; }

    /// <inheritdoc cref="CaseDue.PlannedBy"/>
    public long? DuePlannedBy { get; init; }

    /// <inheritdoc cref="CaseDue.PlannedAt"/>
    public DateTimeOffset? DuePlannedAt { get; init; }

    /// <summary>The ETag: one more with every change.</summary>
    public required long RowVersion { get; init; }

    /// <summary>The customer's, as somebody said since the case was opened; at most 320. Null: nobody did.</summary>
    public string? EmailAddress { get; init; }

    /// <summary>The customer's, as somebody said since the case was opened; at most 100. Null: nobody did.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>Whether the team must act, as somebody said since the last change of status; null: the status tells.</summary>
    public bool? ActionNeeded { get; init; }

    public CaseDue ToDue() => new()
    {
        PreOverdueAt = PreOverdueAt,
        DueAt = DueAt,
        PostOverdueAt = PostOverdueAt,
        IsOverdue = IsOverdue,
        Cycle = Cycle,
        StageReached = StageReached,
        IsByHand = IsDueByHand,
        CountedFrom = DueCountedFrom ?? OpenedAt,
        SetTo = DueSetTo,
        PausedAt = DuePausedAt,
        NextAt = NextDueAt,
        PolicyMark = DuePolicyMark,
        PlannedBy = DuePlannedBy,
        PlannedAt = DuePlannedAt,
    };

    /// <summary>What deciding about its stages needs.</summary>
    public DueCaseRow ToDueCase() => new()
    {
        CaseId = CaseId,
        HubId = HubId,
        ServiceId = ServiceId,
        DepartmentId = DepartmentId,
        Sequence = Sequence,
        Status = Status,
        Waiting = Waiting,
        RepId = RepId,
        CustomerId = CustomerId,
        ExtRef = ExtRef,
        Subject = Subject,
        Cycle = Cycle,
        OpenedAt = OpenedAt,
        UpdatedAt = UpdatedAt,
        ClosedAt = ClosedAt,
        PreOverdueAt = PreOverdueAt,
        DueAt = DueAt,
        PostOverdueAt = PostOverdueAt,
        IsOverdue = IsOverdue,
        IsDueByHand = IsDueByHand,
        StageReached = StageReached,
        NextDueAt = NextDueAt,
        DueCountedFrom = DueCountedFrom,
        DueSetTo = DueSetTo,
        DuePausedAt = DuePausedAt,
        DuePolicyMark = DuePolicyMark,
        DuePlannedBy = DuePlannedBy,
        DuePlannedAt = DuePlannedAt,
    };

    public CaseStateRow With(CaseDue due) => this with
    {
        PreOverdueAt = due.PreOverdueAt,
        DueAt = due.DueAt,
        PostOverdueAt = due.PostOverdueAt,
        IsOverdue = due.IsOverdue,
        Cycle = due.Cycle,
        StageReached = due.StageReached,
        IsDueByHand = due.IsByHand,
        DueCountedFrom = due.CountedFrom,
        DueSetTo = due.SetTo,
        DuePausedAt = due.PausedAt,
        NextDueAt = due.NextAt,
        DuePolicyMark = due.PolicyMark,
        DuePlannedBy = due.PlannedBy,
        DuePlannedAt = due.PlannedAt,
    };
}
