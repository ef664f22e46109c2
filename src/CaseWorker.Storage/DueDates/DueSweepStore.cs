namespace CaseWorker.Storage.DueDates;

/// <summary>How far the stages of a case have come after some fired.</summary>
/// <param name="NextDueAt">When the next one fires; null: none can.</param>
public sealed record FiredCaseRow(int CaseId, int StageReached, DateTimeOffset? NextDueAt, bool IsOverdue, DateTimeOffset UpdatedAt);

/// <summary>Finds the cases whose next stage has come, and writes what fired.</summary>
/// <remarks>Locks: the cursor row of the work, then cases. No scheduler that holds its turn locks anything before.</remarks>
public static class DueSweepStore
{
    private static readonly Sql FindFirst = new(
        "SELECT TOP (1) NextDueAt FROM SupportCase WHERE NextDueAt <= @now ORDER BY NextDueAt, CaseId",
        "SELECT NextDueAt FROM SupportCase WHERE NextDueAt <= @now ORDER BY NextDueAt, CaseId LIMIT 1");

    private static readonly Sql Take = Sql.Both("UPDATE DueCursor SET Turns = Turns + 1, TurnAt = @now WHERE Work = @work");

    // Reading after the lock, not with it: not every server's OUTPUT has what the holder before left.
    private static readonly Sql Claim = new(
        $"""
        DECLARE @ids TABLE (CaseId int NOT NULL PRIMARY KEY);
        INSERT INTO @ids (CaseId) SELECT TOP (@top) CaseId FROM SupportCase WHERE NextDueAt <= @now ORDER BY NextDueAt, CaseId;
        UPDATE c SET RowVersion = c.RowVersion FROM SupportCase c JOIN @ids i ON i.CaseId = c.CaseId;
        SELECT {DueCaseRow.Columns} FROM SupportCase WHERE CaseId IN (SELECT CaseId FROM @ids) AND NextDueAt <= @now;
        """,
        // Differs from SQL Server: the transaction already holds the only write lock, so reading is enough.
        $"SELECT {DueCaseRow.Columns} FROM SupportCase WHERE NextDueAt <= @now ORDER BY NextDueAt, CaseId LIMIT @top");

    private static readonly Sql SetAside = Sql.Both("UPDATE SupportCase SET NextDueAt = @until WHERE CaseId = @caseId AND NextDueAt <= @now");

    private static readonly RowBatch<FiredCaseRow> SaveRows = new(
        "FiredCase",
        """
        UPDATE c SET StageReached = r.StageReached, NextDueAt = r.NextDueAt, IsOverdue = r.IsOverdue, UpdatedAt = r.UpdatedAt, RowVersion = c.RowVersion + 1
        FROM SupportCase c JOIN @rows r ON r.CaseId = c.CaseId
        """,
        """
        UPDATE SupportCase SET StageReached = @StageReached, NextDueAt = @NextDueAt, IsOverdue = @IsOverdue, UpdatedAt = @UpdatedAt, RowVersion = RowVersion + 1
        WHERE CaseId = @CaseId
        """,
        Column.Int<FiredCaseRow>("CaseId", row => row.CaseId),
        Column.Int<FiredCaseRow>("StageReached", row => row.StageReached),
        Column.Instant<FiredCaseRow>("NextDueAt", row => row.NextDueAt),
        Column.Bool<FiredCaseRow>("IsOverdue", row => row.IsOverdue),
        Column.Instant<FiredCaseRow>("UpdatedAt", row => row.UpdatedAt));

    /// <summary>The earliest instant for which a stage is to fire by now; null: there is nothing to do. Locks nothing.</summary>
    public static Task<DateTimeOffset?> FindFirstAsync(Session session, DateTimeOffset now) =>
        session.QueryFirstAsync<DateTimeOffset?>(FindFirst, new { now });

    /// <summary>Waits for the turn, and keeps it until the transaction ends. Must be the transaction's first statement.</summary>
    /// <param name="work">sweep or policy.</param>
    public static Task TakeTurnAsync(Session session, string work, DateTimeOffset now) => session.ExecuteAsync(Take, new { work, now });

    /// <summary>Locks the cases whose next stage has come, at most <paramref name="top"/>, the earliest; their order is not defined.</summary>
    public static Task<List<DueCaseRow>> ClaimAsync(Session session, DateTimeOffset now, int top) =>
        session.QueryAsync<DueCaseRow>(Claim, new { now, top });

    /// <summary>Passes over a case whose stages cannot be fired, until an instant; it changes nothing that readers see. A command to the case plans it anew.</summary>
    public static Task SetAsideAsync(Session session, int caseId, DateTimeOffset now, DateTimeOffset until) =>
        session.ExecuteAsync(SetAside, new { caseId, now, until });

    /// <summary>Writes how far the stages have come; the version of each case goes up. The cases must be locked by this transaction.</summary>
    public static Task SaveAsync(Session session, IReadOnlyList<FiredCaseRow> rows) => session.ExecuteAsync(SaveRows, rows);
}
