using CaseWorker.Storage.Intake;

namespace CaseWorker.Storage.Parking;

/// <summary>The messages held behind the parked head of a blocked service, in the order in which they will run.</summary>
/// <remarks>The caller has locked the service's counter and keeps its Held in step with what is added and deleted.</remarks>
public static class HeldStore
{
    private const string Columns = $"HeldId, PartitionId, ServiceId, KeyHash, BodyHash, HeldAt, {MessageColumns.Names}";

    private static readonly Sql ReadOldest = new(
        $"SELECT TOP (@count) {Columns} FROM HeldMessage WHERE ServiceId = @serviceId ORDER BY HeldId",
        $"SELECT {Columns} FROM HeldMessage WHERE ServiceId = @serviceId ORDER BY HeldId LIMIT @count");

    private static readonly Sql Count = Sql.Both("SELECT COUNT(*) FROM HeldMessage WHERE ServiceId = @serviceId");

    private static readonly Sql CountPlaces = Sql.Both(
        "SELECT COUNT(*) FROM HeldMessage WHERE ServiceId = @serviceId AND RetryOf = @parkedId AND MessageKey = @messageKey");

    private static readonly RowBatch<long> Delete = new(
        "Id",
        "DELETE h FROM HeldMessage h JOIN @rows r ON r.Id = h.HeldId",
        "DELETE FROM HeldMessage WHERE HeldId = @Id",
        Column.Long<long>("Id", id => id));

    private static readonly Sql Unblock = Sql.Both(
        "UPDATE ServiceCounter SET BlockedBy = NULL WHERE ServiceId = @serviceId AND BlockedBy = @parkedId");

    /// <summary>The oldest held messages of the service, at most <paramref name="count"/>, oldest first.</summary>
    public static Task<List<HeldMessageRow>> ReadOldestAsync(Session session, int serviceId, int count) =>
        session.QueryAsync<HeldMessageRow>(ReadOldest, new { serviceId, count });

    /// <summary>How many messages of the service are held.</summary>
    public static Task<int> CountAsync(Session session, int serviceId) => session.QueryFirstAsync<int>(Count, new { serviceId });

    /// <summary>True while a message that was parked unread keeps a place behind others in the line of its blocked service.</summary>
    /// <param name="messageKey">The parked message's.</param>
    public static async Task<bool> HasPlaceAsync(Session session, int serviceId, long parkedId, string messageKey) =>
        await session.QueryFirstAsync<int>(CountPlaces, new { serviceId, parkedId, messageKey }) > 0;

    /// <summary>Deletes messages that have become cases or were parked themselves.</summary>
    public static Task DeleteAsync(Session session, IReadOnlyList<long> heldIds) => session.ExecuteAsync(Delete, heldIds);

    /// <summary>Takes the head away from a blocked service. What is held is run before anything newer of the service.</summary>
    /// <returns>False when the service was not blocked by this message.</returns>
    public static async Task<bool> UnblockAsync(Session session, int serviceId, long parkedId) =>
        await session.ExecuteAsync(Unblock, new { serviceId, parkedId }) == 1;
}
