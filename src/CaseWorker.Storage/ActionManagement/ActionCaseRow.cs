using CaseWorker.Storage.Cases;

namespace CaseWorker.Storage.ActionManagement;

/// <summary>A case as the Action Management API shows it. Instants are UTC.</summary>
public sealed record ActionCaseRow : CaseProgramFacts
{
    private const string Columns =
        """
        CaseId, HubId, ServiceId, DepartmentId, Sequence, Status, Waiting, RepId, CustomerId, ExtRef, Subject, Cycle, WorkflowId, IsCostByHand,
        ProcedureExtRef, ProcedureOptionExtRef, ClassificationCode, OpenedAt, UpdatedAt, DueAt, PreOverdueAt, PostOverdueAt, IsOverdue, RowVersion
        """;

    internal const string SqlServerColumns = $"{Columns}, CONVERT(varchar(30), Cost) AS Cost";

    // Differs from SQL Server: a number comes as integer or as real, row by row; as text it is always the same type.
    internal const string SqliteColumns = $"{Columns}, CASE WHEN Cost IS NOT NULL THEN printf('%.4f', Cost) END AS Cost";

    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? PreOverdueAt { get; init; }
    public DateTimeOffset? PostOverdueAt { get; init; }
    public bool IsOverdue { get; init; }

    /// <summary>The ETag: one more with every change.</summary>
    public required long RowVersion { get; init; }
}
