namespace CaseWorker.Storage.Cases;

/// <summary>Locks, reads and writes what commands change of a case, inside the caller's transaction. Of one hub only.</summary>
/// <remarks>Lock order: departments come before cases.</remarks>
public static class CaseStateStore
{
    private static readonly Sql Lock = Sql.Both("UPDATE SupportCase SET RowVersion = RowVersion WHERE CaseId = @caseId AND HubId = @hubId");

    private static readonly Sql Read = new(
        $"SELECT {CaseStateRow.Columns}, CONVERT(varchar(30), Cost) AS Cost FROM SupportCase WHERE CaseId = @caseId AND HubId = @hubId",
        // Differs from SQL Server: a number comes as integer or as real, row by row; as text it is always the same type.
        $"""
        SELECT {CaseStateRow.Columns}, CASE WHEN Cost IS NOT NULL THEN printf('%.4f', Cost) END AS Cost
        FROM SupportCase WHERE CaseId = @caseId AND HubId = @hubId
        """);

    private static readonly Sql Save = Sql.Both(
        """
        UPDATE SupportCase SET DepartmentId = @DepartmentId, Status = @Status, Waiting = @Waiting, RepId = @RepId, Subject = @Subject,
            Cycle = @Cycle, WorkflowId = @WorkflowId, Cost = @Cost, IsCostByHand = @IsCostByHand, AssignedAt = @AssignedAt, FirstResponseAt = @FirstResponseAt,
            LastResponseAt = @LastResponseAt, HasReplied = @HasReplied, LastMessageAt = @LastMessageAt, UpdatedAt = @UpdatedAt, ClosedAt = @ClosedAt, DueAt = @DueAt,
            PreOverdueAt = @PreOverdueAt, PostOverdueAt = @PostOverdueAt, IsDueByHand = @IsDueByHand, IsOverdue = @IsOverdue,
            StageReached = @StageReached, NextDueAt = @NextDueAt, DueCountedFrom = @DueCountedFrom, DueSetTo = @DueSetTo,
            DuePausedAt = @DuePausedAt, DuePolicyMark = @DuePolicyMark, DuePlannedBy = @DuePlannedBy, DuePlannedAt = @DuePlannedAt, RowVersion = @RowVersion,
            EmailAddress = @EmailAddress, PhoneNumber = @PhoneNumber, ActionNeeded = @ActionNeeded
        WHERE CaseId = @CaseId
        """);

    /// <summary>The case without a lock: good enough to know which departments to lock before it. Null: no such case in the hub.</summary>
    public static Task<CaseStateRow?> ReadAsync(Session session, int caseId, int hubId) =>
        session.QueryFirstAsync<CaseStateRow>(Read, new { caseId, hubId });

    /// <summary>Locks the case until the transaction ends and reads it as it then is. Null: no such case in the hub, nothing is locked.</summary>
    public static async Task<CaseStateRow?> LockAsync(Session session, int caseId, int hubId) =>
        await session.ExecuteAsync(Lock, new { caseId, hubId }) == 1 ? await ReadAsync(session, caseId, hubId) : null;

    /// <summary>Writes the row back, version included. It must be locked by this transaction.</summary>
    public static Task SaveAsync(Session session, CaseStateRow row) => session.ExecuteAsync(Save, row);
}
