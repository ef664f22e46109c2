using CaseWorker.Storage.Cases;

namespace CaseWorker.Storage.DueDates;

/// <summary>What deciding about the stages of a case needs, and telling what fired.</summary>
public sealed record DueCaseRow : CaseFacts
{
    internal const string Columns =
        """
        CaseId, HubId, ServiceId, DepartmentId, Sequence, Status, Waiting, RepId, CustomerId, ExtRef, Subject, Cycle, OpenedAt, UpdatedAt, ClosedAt,
        PreOverdueAt, DueAt, PostOverdueAt, IsOverdue, IsDueByHand, StageReached, NextDueAt, DueCountedFrom, DueSetTo, DuePausedAt, DuePolicyMark, DuePlannedBy, DuePlannedAt
        """;

    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Null while the case is not closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? PreOverdueAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? PostOverdueAt { get; init; }
    public bool IsOverdue { get; init; }
    public bool IsDueByHand { get; init; }
    public int StageReached { get; init; }
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Null: from the opening.</summary>
    public DateTimeOffset? DueCountedFrom { get; init; }

    public DateTimeOffset? DueSetTo { get; init; }
    public DateTimeOffset? DuePausedAt { get; init; }
    public long? DuePolicyMark { get; init; }
    public long? DuePlannedBy { get; init; }
    public DateTimeOffset? DuePlannedAt { get; init; }

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
}
