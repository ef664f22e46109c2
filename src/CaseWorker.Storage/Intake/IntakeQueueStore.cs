namespace CaseWorker.Storage.Intake;

/// <summary>The table that is the queue where there is no broker: rows in the order in which they were committed.</summary>
public static class IntakeQueueStore
{
    private static readonly Sql MeasureOldest = new(
        "SELECT TOP (@top) QueueId, CAST(DATALENGTH(Body) AS bigint) AS BodyLength FROM IntakeQueue ORDER BY QueueId",
        // Differs from SQL Server: the length of a blob is asked by another name.
        "SELECT QueueId, LENGTH(Body) AS BodyLength FROM IntakeQueue ORDER BY QueueId LIMIT @top");

    private static readonly Sql ReadUpTo = Sql.Both(
        $"SELECT QueueId, ServiceId, {MessageColumns.Names} FROM IntakeQueue WHERE QueueId <= @last ORDER BY QueueId");

    private static readonly RowBatch<long> DeleteRows = new(
        "Id",
        "DELETE q FROM IntakeQueue q JOIN @rows r ON r.Id = q.QueueId",
        "DELETE FROM IntakeQueue WHERE QueueId = @Id",
        Column.Long<long>("Id", id => id));

    /// <summary>Puts messages at the end, in their order.</summary>
    public static Task AddAsync(Session session, IReadOnlyList<QueuedRow> rows) => session.ExecuteAsync(IntakeTables.Queue, rows);

    /// <summary>The oldest messages, oldest first.</summary>
    /// <param name="top">At most so many.</param>
    /// <param name="maxBytes">The sum of bodies that ends them; one is taken whatever its size.</param>
    public static async Task<List<QueuedMessageRow>> ReadOldestAsync(Session session, int top, long maxBytes)
    {
        var last = 0L;
        var bytes = 0L;
        foreach (var row in await session.QueryAsync<MeasuredRow>(MeasureOldest, new { top }))
        {
            bytes += row.BodyLength;
            if (last > 0 && bytes > maxBytes)
                break;

            last = row.QueueId;
        }

        return last == 0 ? [] : await session.QueryAsync<QueuedMessageRow>(ReadUpTo, new { last });
    }

    /// <summary>Deletes messages, in the transaction that stored them.</summary>
    public static Task DeleteAsync(Session session, IReadOnlyList<long> queueIds) => session.ExecuteAsync(DeleteRows, queueIds);

    private sealed record MeasuredRow
    {
        public long QueueId { get; init; }

        public long BodyLength { get; init; }
    }
}
