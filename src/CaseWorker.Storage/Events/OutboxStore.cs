namespace CaseWorker.Storage.Events;

/// <summary>Events on their way out (spec 8).</summary>
public static class OutboxStore
{
    private static readonly Sql RemoveDispatched = new(
        "DELETE FROM Outbox WHERE OutboxId IN (SELECT TOP (@count) OutboxId FROM Outbox WHERE DispatchedAt < @before ORDER BY DispatchedAt)",
        "DELETE FROM Outbox WHERE OutboxId IN (SELECT OutboxId FROM Outbox WHERE DispatchedAt < @before ORDER BY DispatchedAt LIMIT @count)");

    /// <summary>Removes up to <paramref name="count"/> events that were dispatched before the instant. Returns how many.</summary>
    public static Task<int> RemoveDispatchedAsync(Session session, DateTimeOffset before, int count) =>
        session.ExecuteAsync(RemoveDispatched, new { before, count });
}
