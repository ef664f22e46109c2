namespace CaseWorker.Storage.DueDates;

/// <summary>The policy that a service has now.</summary>
public sealed record ServiceMarkRow(int ServiceId, long Mark);

/// <summary>The due dates of a case as they become.</summary>
/// <param name="VersionStep">1 where what readers see has changed, else 0.</param>
public sealed record PlannedCaseRow(int CaseId, CaseDue Due, DateTimeOffset UpdatedAt, int VersionStep);

/// <summary>A pause of one of several cases.</summary>
public sealed record CaseWaitRow
{
    public required int CaseId { get; init; }
    public required DateTimeOffset FromAt { get; init; }

    /// <summary>Null: it still goes on.</summary>
    public DateTimeOffset? ToAt { get; init; }
}

/// <summary>The open cases whose dates a policy makes: finds those that another policy made, lists them, writes their dates.</summary>
public static class DuePlanStore
{
    private static readonly RowBatch<ServiceMarkRow> FindStale = new(
        "ServiceMark",
        """
        SELECT r.ServiceId FROM @rows r
        WHERE EXISTS (SELECT 1 FROM SupportCase c WHERE c.ServiceId = r.ServiceId AND c.DuePolicyMark < r.Mark)
            OR EXISTS (SELECT 1 FROM SupportCase c WHERE c.ServiceId = r.ServiceId AND c.DuePolicyMark > r.Mark)
        """,
        """
        SELECT @ServiceId AS ServiceId
        WHERE EXISTS (SELECT 1 FROM SupportCase WHERE ServiceId = @ServiceId AND DuePolicyMark < @Mark)
            OR EXISTS (SELECT 1 FROM SupportCase WHERE ServiceId = @ServiceId AND DuePolicyMark > @Mark)
        """,
        Column.Int<ServiceMarkRow>("ServiceId", row => row.ServiceId),
        Column.Long<ServiceMarkRow>("Mark", row => row.Mark));

    // Two runs of the index, one on each side of the mark: the cases in between can be very many.
    private static readonly Sql ClaimStale = new(
        $"""
        DECLARE @ids TABLE (CaseId int NOT NULL PRIMARY KEY);
        INSERT INTO @ids (CaseId) SELECT TOP (@top) CaseId FROM (
            SELECT CaseId FROM SupportCase WHERE ServiceId = @serviceId AND DuePolicyMark < @mark
            UNION ALL SELECT CaseId FROM SupportCase WHERE ServiceId = @serviceId AND DuePolicyMark > @mark) stale;
        UPDATE c SET RowVersion = c.RowVersion FROM SupportCase c JOIN @ids i ON i.CaseId = c.CaseId;
        SELECT {DueCaseRow.Columns} FROM SupportCase WHERE CaseId IN (SELECT CaseId FROM @ids) AND DuePolicyMark <> @mark;
        """,
        // Differs from SQL Server: the transaction already holds the only write lock, so reading is enough.
        $"""
        SELECT {DueCaseRow.Columns} FROM SupportCase WHERE CaseId IN (
            SELECT CaseId FROM SupportCase WHERE ServiceId = @serviceId AND DuePolicyMark < @mark
            UNION ALL SELECT CaseId FROM SupportCase WHERE ServiceId = @serviceId AND DuePolicyMark > @mark LIMIT @top)
        """);

    private static readonly RowBatch<PlannedCaseRow> SaveRows = new(
        "ReplannedCase",
        """
        UPDATE c SET PreOverdueAt = r.PreOverdueAt, DueAt = r.DueAt, PostOverdueAt = r.PostOverdueAt, IsOverdue = r.IsOverdue, Cycle = r.Cycle,
            StageReached = r.StageReached, NextDueAt = r.NextDueAt, DuePausedAt = r.DuePausedAt, DuePolicyMark = r.DuePolicyMark, DuePlannedAt = r.DuePlannedAt,
            UpdatedAt = r.UpdatedAt, RowVersion = c.RowVersion + r.VersionStep
        FROM SupportCase c JOIN @rows r ON r.CaseId = c.CaseId
        """,
        """
        UPDATE SupportCase SET PreOverdueAt = @PreOverdueAt, DueAt = @DueAt, PostOverdueAt = @PostOverdueAt, IsOverdue = @IsOverdue, Cycle = @Cycle,
            StageReached = @StageReached, NextDueAt = @NextDueAt, DuePausedAt = @DuePausedAt, DuePolicyMark = @DuePolicyMark, DuePlannedAt = @DuePlannedAt,
            UpdatedAt = @UpdatedAt, RowVersion = RowVersion + @VersionStep
        WHERE CaseId = @CaseId
        """,
        Column.Int<PlannedCaseRow>("CaseId", row => row.CaseId),
        Column.Instant<PlannedCaseRow>("PreOverdueAt", row => row.Due.PreOverdueAt),
        Column.Instant<PlannedCaseRow>("DueAt", row => row.Due.DueAt),
        Column.Instant<PlannedCaseRow>("PostOverdueAt", row => row.Due.PostOverdueAt),
        Column.Bool<PlannedCaseRow>("IsOverdue", row => row.Due.IsOverdue),
        Column.Int<PlannedCaseRow>("Cycle", row => row.Due.Cycle),
        Column.Int<PlannedCaseRow>("StageReached", row => row.Due.StageReached),
        Column.Instant<PlannedCaseRow>("NextDueAt", row => row.Due.NextAt),
        Column.Instant<PlannedCaseRow>("DuePausedAt", row => row.Due.PausedAt),
        Column.Long<PlannedCaseRow>("DuePolicyMark", row => row.Due.PolicyMark),
        Column.Instant<PlannedCaseRow>("DuePlannedAt", row => row.Due.PlannedAt),
        Column.Instant<PlannedCaseRow>("UpdatedAt", row => row.UpdatedAt),
        Column.Int<PlannedCaseRow>("VersionStep", row => row.VersionStep));

    private static readonly RowBatch<int> Pauses = new(
        "Id",
        "SELECT p.CaseId, p.FromAt, p.ToAt FROM @rows r JOIN CasePause p ON p.CaseId = r.Id",
        "SELECT CaseId, FromAt, ToAt FROM CasePause WHERE CaseId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly Sql Count = Sql.Both("SELECT COUNT(*) FROM SupportCase WHERE ServiceId = @serviceId AND DuePolicyMark IS NOT NULL");

    private static readonly Sql Page = new(
        $"""
        SELECT TOP (@top) {DueCaseRow.Columns} FROM SupportCase
        WHERE ServiceId = @serviceId AND DuePolicyMark >= @mark AND (DuePolicyMark > @mark OR CaseId > @after)
        ORDER BY DuePolicyMark, CaseId
        """,
        // Differs from SQL Server: only as one comparison it is a place in the index.
        $"""
        SELECT {DueCaseRow.Columns} FROM SupportCase
        WHERE ServiceId = @serviceId AND DuePolicyMark IS NOT NULL AND (DuePolicyMark, CaseId) > (@mark, @after)
        ORDER BY DuePolicyMark, CaseId LIMIT @top
        """);

    private static readonly Sql FindCase = Sql.Both($"SELECT {DueCaseRow.Columns} FROM SupportCase WHERE CaseId = @caseId AND HubId = @hubId");

    /// <summary>Which of the services have cases whose dates another policy made. Locks nothing, and costs two looks a service.</summary>
    public static Task<List<int>> FindStaleAsync(Session session, IReadOnlyList<ServiceMarkRow> services) =>
        session.QueryAsync<ServiceMarkRow, int>(FindStale, services);

    /// <summary>Locks cases of the service whose dates another policy made, at most <paramref name="top"/>; their order is not defined. Fewer come back when others changed some meanwhile.</summary>
    public static Task<List<DueCaseRow>> ClaimStaleAsync(Session session, int serviceId, long mark, int top) =>
        session.QueryAsync<DueCaseRow>(ClaimStale, new { serviceId, mark, top });

    /// <summary>Writes the dates of cases that this transaction has locked.</summary>
    public static Task SaveAsync(Session session, IReadOnlyList<PlannedCaseRow> rows) => session.ExecuteAsync(SaveRows, rows);

    /// <summary>The pauses of the cases; their order is not defined.</summary>
    public static Task<List<CaseWaitRow>> ListPausesAsync(Session session, IReadOnlyList<int> caseIds) => session.QueryAsync<int, CaseWaitRow>(Pauses, caseIds);

    /// <summary>How many cases of the service are not closed and have no date set by hand.</summary>
    public static Task<int> CountAsync(Session session, int serviceId) => session.QueryFirstAsync<int>(Count, new { serviceId });

    /// <summary>Those cases after a place in their order, which is by mark and id, at most <paramref name="top"/>.</summary>
    public static Task<List<DueCaseRow>> ReadPageAsync(Session session, int serviceId, long mark, int after, int top) =>
        session.QueryAsync<DueCaseRow>(Page, new { serviceId, mark, after, top });

    /// <summary>Null: the hub has no such case.</summary>
    public static Task<DueCaseRow?> FindAsync(Session session, int caseId, int hubId) => session.QueryFirstAsync<DueCaseRow>(FindCase, new { caseId, hubId });
}
