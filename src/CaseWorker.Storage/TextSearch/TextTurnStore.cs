namespace CaseWorker.Storage.TextSearch;

/// <summary>The one row at which those who keep the index of words take turns.</summary>
public static class TextTurnStore
{
    private static readonly Sql Read = new(
        "SELECT t.Turns, t.FilledTo, t.FillTo, m.FullText FROM TextTurn t JOIN CaseTextMode m ON m.Id = t.Id WHERE t.Id = 1",
        // Differs from SQL Server: its index is a full-text search by itself.
        "SELECT Turns, FilledTo, FillTo, 0 AS FullText FROM TextTurn WHERE Id = 1");

    private static readonly Sql Take = Sql.Both("UPDATE TextTurn SET Turns = Turns + 1, FilledTo = @filledTo WHERE Id = 1 AND Turns = @turns");

    private static readonly Sql CasesToFill = new(
        "SELECT TOP (@top) CaseId FROM SupportCase WHERE CaseId > @filledTo AND CaseId <= @fillTo ORDER BY CaseId",
        "SELECT CaseId FROM SupportCase WHERE CaseId > @filledTo AND CaseId <= @fillTo ORDER BY CaseId LIMIT @top");

    public static async Task<TextTurnRow> ReadAsync(Session session) => (await session.QueryFirstAsync<TextTurnRow>(Read))!;

    /// <summary>The fence: makes sure that nobody has changed the index since <paramref name="turns"/> was read, and locks it until the transaction ends.</summary>
    /// <returns>False: somebody has, and what the caller has read meanwhile may be old.</returns>
    public static async Task<bool> TakeAsync(Session session, long turns, int filledTo) =>
        await session.ExecuteAsync(Take, new { turns, filledTo }) == 1;

    /// <summary>The next of the cases that are older than the index, by id.</summary>
    public static Task<List<int>> ReadCasesToFillAsync(Session session, TextTurnRow turn, int top) =>
        session.QueryAsync<int>(CasesToFill, new { filledTo = turn.FilledTo, fillTo = turn.FillTo, top });
}
