namespace CaseWorker.Storage.Events;

/// <summary>Who dispatches which lane of the outbox. A lane is a lease with an epoch: the lease spreads the lanes, the epoch fences former owners.</summary>
/// <remarks>Locks, in every transaction that dispatches: lanes by id, counters of hubs by id, rows of the outbox.</remarks>
public static class EventLaneStore
{
    private static readonly Sql Beat = Sql.Both("UPDATE OutboxDispatcher SET BeatAt = @now WHERE Owner = @owner");

    private static readonly Sql Begin = Sql.Both("INSERT INTO OutboxDispatcher (Owner, BeatAt) VALUES (@owner, @now)");

    private static readonly Sql ReadLive = Sql.Both("SELECT Owner FROM OutboxDispatcher WHERE BeatAt >= @since AND BeatAt <= @until ORDER BY Owner");

    private static readonly Sql End = Sql.Both("DELETE FROM OutboxDispatcher WHERE Owner = @owner");

    private static readonly Sql EndSilent = Sql.Both("DELETE FROM OutboxDispatcher WHERE BeatAt < @before");

    private static readonly Sql Take = Sql.Both(
        """
        UPDATE OutboxLane SET Epoch = Epoch + 1, Owner = @owner, ExpiresAt = @expiresAt
        WHERE LaneId = @laneId AND (ExpiresAt <= @now OR ExpiresAt > @latest)
        """);

    private static readonly Sql ReadEpoch = Sql.Both("SELECT Epoch FROM OutboxLane WHERE LaneId = @laneId");

    private static readonly Sql Hold = Sql.Both("UPDATE OutboxLane SET ExpiresAt = @expiresAt WHERE LaneId = @laneId AND Epoch = @epoch");

    private static readonly Sql Free = Sql.Both("UPDATE OutboxLane SET ExpiresAt = 0 WHERE LaneId = @laneId AND Epoch = @epoch");

    /// <summary>Says that the process lives and would dispatch.</summary>
    public static async Task BeatAsync(Session session, string owner, DateTimeOffset now)
    {
        if (await session.ExecuteAsync(Beat, new { owner, now }) == 0)
            await session.ExecuteAsync(Begin, new { owner, now });
    }

    /// <summary>The processes that said so between the instants, both included, by name.</summary>
    /// <param name="until">What was said later was said by a clock that is wrong, and says nothing about who lives.</param>
    public static Task<List<string>> ReadLiveAsync(Session session, DateTimeOffset since, DateTimeOffset until) =>
        session.QueryAsync<string>(ReadLive, new { since, until });

    /// <summary>The process stops in good order.</summary>
    public static Task EndAsync(Session session, string owner) => session.ExecuteAsync(End, new { owner });

    /// <summary>Forgets processes that have been silent since before the instant.</summary>
    public static Task EndSilentAsync(Session session, DateTimeOffset before) => session.ExecuteAsync(EndSilent, new { before });

    /// <summary>Takes a lane whose lease has run out.</summary>
    /// <param name="latest">A lease beyond this was given by a clock that is wrong, and counts as run out: its owner may be gone for long.</param>
    /// <returns>The new epoch, which fences every earlier owner; null: somebody holds it.</returns>
    public static async Task<long?> TakeAsync(Session session, int laneId, string owner, DateTimeOffset now, DateTimeOffset latest, DateTimeOffset expiresAt) =>
        await session.ExecuteAsync(Take, new { laneId, owner, now, latest, expiresAt }) == 1 ? await session.QueryFirstAsync<long>(ReadEpoch, new { laneId }) : null;

    /// <summary>The fence: makes sure that the lane is still the caller's, renews its lease, and locks it until the transaction ends. False: another has taken it.</summary>
    public static async Task<bool> HoldAsync(Session session, int laneId, long epoch, DateTimeOffset expiresAt) =>
        await session.ExecuteAsync(Hold, new { laneId, epoch, expiresAt }) == 1;

    /// <summary>Lets go at once, so that a successor need not wait.</summary>
    public static Task FreeAsync(Session session, int laneId, long epoch) => session.ExecuteAsync(Free, new { laneId, epoch });
}
