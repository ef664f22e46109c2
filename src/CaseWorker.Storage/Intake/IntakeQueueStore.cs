namespace CaseWorker.Storage.Intake;

/// <summary>The table that is the queue where there is no broker: rows in the order in which they were committed.</summary>
public static class IntakeQueueStore
{
    private static readonly Sql ReadOldest = new(
        $"SELECT TOP (@top) QueueId, {MessageColumns.Names} FROM IntakeQueue ORDER BY QueueId",
        $"SELECT QueueId, {MessageColumns.Names} FROM IntakeQueue ORDER BY QueueId LIMIT @top");

    private static readonly RowBatch<long> DeleteRows = new(
        "Id",
        "DELETE q FROM IntakeQueue q JOIN @rows r ON r.Id = q.QueueId",
        "DELETE FROM IntakeQueue WHERE QueueId = @Id",
        Column.Long<long>("Id", id => id));

    /// <summary>Puts messages at the end, in their order.</summary>
    public static Task AddAsync(Session session, IReadOnlyList<QueuedRow> rows) => session.ExecuteAsync(IntakeTables.Queue, rows);

    /// <summary>The oldest messages, at most <paramref name="top"/>, oldest first.</summary>
    public static Task<List<QueuedMessageRow>> ReadOldestAsync(Session session, int top) =>
        session.QueryAsync<QueuedMessageRow>(ReadOldest, new { top });

    /// <summary>Deletes messages, in the transaction that stored them.</summary>
    public static Task DeleteAsync(Session session, IReadOnlyList<long> queueIds) => session.ExecuteAsync(DeleteRows, queueIds);
}
