namespace CaseWorker.Storage.Events;

/// <summary>An event as those who listen over HTTP get it.</summary>
public sealed record FeedRow
{
    public required long EventNo { get; init; }

    public required string EventName { get; init; }

    /// <summary>JSON, on one line.</summary>
    public required string Body { get; init; }
}

/// <summary>How far a hub's events are numbered.</summary>
public sealed record HubEventRow
{
    public required int HubId { get; init; }

    public required long LastEventNo { get; init; }
}

/// <summary>The numbered events of a hub, as long as they are kept.</summary>
/// <remarks>
/// Numbers are committed in their order and without gaps, so whoever reads on from the last one misses none; but one read while others
/// write can pass over one, so a gap is certain only when it is read twice.
/// </remarks>
public static class EventFeedStore
{
    private static readonly Sql ReadLatest = Sql.Both("SELECT HubId, LastEventNo FROM HubEventCounter");

    private static readonly Sql ReadLatestOf = Sql.Both("SELECT LastEventNo FROM HubEventCounter WHERE HubId = @hubId");

    private static readonly Sql ReadAfter = new(
        "SELECT TOP (@top) EventNo, EventName, Body FROM Outbox WHERE HubId = @hubId AND EventNo > @after AND EventNo IS NOT NULL ORDER BY EventNo",
        "SELECT EventNo, EventName, Body FROM Outbox WHERE HubId = @hubId AND EventNo > @after AND EventNo IS NOT NULL ORDER BY EventNo LIMIT @top");

    /// <summary>The last number of every hub that has events.</summary>
    public static Task<List<HubEventRow>> ReadLatestAsync(Session session) => session.QueryAsync<HubEventRow>(ReadLatest);

    /// <summary>The last number of the hub; 0 before its first event.</summary>
    public static Task<long> ReadLatestAsync(Session session, int hubId) => session.QueryFirstAsync<long>(ReadLatestOf, new { hubId });

    /// <summary>The events with the next numbers, in their order.</summary>
    /// <param name="after">The number read last; 0: from the oldest that is kept.</param>
    public static Task<List<FeedRow>> ReadAfterAsync(Session session, int hubId, long after, int top) =>
        session.QueryAsync<FeedRow>(ReadAfter, new { hubId, after, top });
}
