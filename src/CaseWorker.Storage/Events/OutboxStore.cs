namespace CaseWorker.Storage.Events;

/// <summary>Events on their way out (spec 8): written without a number, numbered, told.</summary>
/// <remarks>
/// What waits is always read from its beginning, never from the last id seen: ids are given before the commit, so a lower one can
/// appear behind a higher one. Of one case they appear in order, since whoever writes events holds the case's row.
/// </remarks>
public static class OutboxStore
{
    private static readonly Sql FindUnnumbered = Sql.Both(
        "SELECT LaneId FROM OutboxLane l WHERE EXISTS (SELECT 1 FROM Outbox o WHERE o.PartitionId = l.LaneId AND o.EventNo IS NULL)");

    private static readonly Sql ReadUnnumbered = new(
        "SELECT TOP (@top) OutboxId, HubId, CaseId, EventName FROM Outbox WHERE PartitionId = @laneId AND EventNo IS NULL ORDER BY OutboxId",
        "SELECT OutboxId, HubId, CaseId, EventName FROM Outbox WHERE PartitionId = @laneId AND EventNo IS NULL ORDER BY OutboxId LIMIT @top");

    // Differs from SQL Server: a transaction of SQLite sees one state of the database, so nothing can have been passed over.
    private static readonly Sql ReadPassedOver = new(
        "SELECT OutboxId, HubId, CaseId, EventName FROM Outbox WHERE PartitionId = @laneId AND EventNo IS NULL AND OutboxId < @last ORDER BY OutboxId",
        "SELECT OutboxId, HubId, CaseId, EventName FROM Outbox WHERE 1 = 0 AND PartitionId = @laneId AND OutboxId < @last");

    private static readonly Sql Advance = Sql.Both("UPDATE HubEventCounter SET LastEventNo = LastEventNo + @count WHERE HubId = @hubId");

    private static readonly Sql ReadCounter = Sql.Both("SELECT LastEventNo FROM HubEventCounter WHERE HubId = @hubId");

    private static readonly Sql AddCounter = Sql.Both("INSERT INTO HubEventCounter (HubId, LastEventNo) VALUES (@hubId, @count)");

    private static readonly RowBatch<EventMark> MarkRows = new(
        "EventMark",
        "UPDATE o SET EventNo = r.EventNo, DispatchedAt = r.DispatchedAt FROM Outbox o JOIN @rows r ON r.OutboxId = o.OutboxId",
        "UPDATE Outbox SET EventNo = @EventNo, DispatchedAt = @DispatchedAt WHERE OutboxId = @OutboxId",
        Column.Long<EventMark>("OutboxId", row => row.OutboxId),
        Column.Long<EventMark>("EventNo", row => row.EventNo),
        Column.Instant<EventMark>("DispatchedAt", row => row.DispatchedAt));

    private static readonly Sql FindUntold = Sql.Both(
        """
        SELECT LaneId FROM OutboxLane l
        WHERE EXISTS (SELECT 1 FROM Outbox o WHERE o.PartitionId = l.LaneId AND o.DispatchedAt IS NULL AND o.EventNo IS NOT NULL)
        """);

    private static readonly Sql ReadUntold = new(
        """
        SELECT TOP (@top) OutboxId, HubId, CaseId, EventName, MessageId, Body, CreatedAt, EventNo
        FROM Outbox WHERE PartitionId = @laneId AND DispatchedAt IS NULL AND EventNo IS NOT NULL ORDER BY OutboxId
        """,
        """
        SELECT OutboxId, HubId, CaseId, EventName, MessageId, Body, CreatedAt, EventNo
        FROM Outbox WHERE PartitionId = @laneId AND DispatchedAt IS NULL AND EventNo IS NOT NULL ORDER BY OutboxId LIMIT @top
        """);

    private static readonly Sql RemoveDispatched = new(
        "DELETE FROM Outbox WHERE OutboxId IN (SELECT TOP (@count) OutboxId FROM Outbox WHERE DispatchedAt < @before ORDER BY DispatchedAt)",
        "DELETE FROM Outbox WHERE OutboxId IN (SELECT OutboxId FROM Outbox WHERE DispatchedAt < @before ORDER BY DispatchedAt LIMIT @count)");

    /// <summary>The lanes in which events wait for their numbers.</summary>
    public static Task<List<int>> FindUnnumberedAsync(Session session) => session.QueryAsync<int>(FindUnnumbered);

    /// <summary>The first events of the lane without a number, by id; no event of a case without those before it. The lane must be held by this transaction.</summary>
    /// <param name="top">About how many: events that a first look has passed over are added.</param>
    public static async Task<List<UnnumberedEventRow>> ReadUnnumberedAsync(Session session, int laneId, int top)
    {
        var rows = await session.QueryAsync<UnnumberedEventRow>(ReadUnnumbered, new { laneId, top });
        return rows.Count == 0 ? rows : PassedOverEvents.AddTo(rows, await session.QueryAsync<UnnumberedEventRow>(ReadPassedOver, new { laneId, last = rows[^1].OutboxId }));
    }

    /// <summary>Takes the next numbers of the hub and locks its counter until the transaction ends, so that numbers become visible in their order.</summary>
    /// <returns>The last of the numbers taken.</returns>
    public static async Task<long> TakeNumbersAsync(Session session, int hubId, int count)
    {
        // Read after the lock: not every server's OUTPUT has what the holder before left.
        if (await session.ExecuteAsync(Advance, new { hubId, count }) == 1)
            return await session.QueryFirstAsync<long>(ReadCounter, new { hubId });

        await session.ExecuteAsync(AddCounter, new { hubId, count });
        return count;
    }

    /// <summary>Writes numbers and whether the events are told.</summary>
    public static Task MarkAsync(Session session, IReadOnlyList<EventMark> marks) => session.ExecuteAsync(MarkRows, marks);

    /// <summary>The lanes in which numbered events wait for the broker.</summary>
    public static Task<List<int>> FindUntoldAsync(Session session) => session.QueryAsync<int>(FindUntold);

    /// <summary>The first numbered events of the lane that the broker does not have. The lane must be held by this transaction.</summary>
    public static Task<List<EventRow>> ReadUntoldAsync(Session session, int laneId, int top) =>
        session.QueryAsync<EventRow>(ReadUntold, new { laneId, top });

    /// <summary>Removes up to <paramref name="count"/> events that were dispatched before the instant. Returns how many.</summary>
    public static Task<int> RemoveDispatchedAsync(Session session, DateTimeOffset before, int count) =>
        session.ExecuteAsync(RemoveDispatched, new { before, count });
}
