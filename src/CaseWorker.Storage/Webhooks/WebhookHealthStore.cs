namespace CaseWorker.Storage.Webhooks;

/// <summary>Whether the receivers of webhooks can be reached; one row for each that was ever told something.</summary>
/// <remarks>
/// The row is also the lock of the webhook's line: who adds deliveries, and who moves a case's next one up, hold it, so that neither
/// misses what the other does. It comes after the counters of hubs and before deliveries; several by hub and id.
/// </remarks>
public static class WebhookHealthStore
{
    private const string Columns = "HubId, WebhookId, Downs, DownSince, ProbeAt";

    private static readonly Sql Lock = Sql.Both("UPDATE WebhookHealth SET Downs = Downs WHERE HubId = @hubId AND WebhookId = @webhookId");

    private static readonly Sql Add = Sql.Both("INSERT INTO WebhookHealth (HubId, WebhookId, Downs, DownSince, ProbeAt) VALUES (@hubId, @webhookId, 0, NULL, 0)");

    private static readonly Sql Find = Sql.Both($"SELECT {Columns} FROM WebhookHealth WHERE HubId = @hubId AND WebhookId = @webhookId");

    private static readonly Sql ReadAll = Sql.Both($"SELECT {Columns} FROM WebhookHealth");

    private static readonly Sql Save = Sql.Both(
        "UPDATE WebhookHealth SET Downs = @Downs, DownSince = @DownSince, ProbeAt = @ProbeAt WHERE HubId = @HubId AND WebhookId = @WebhookId");

    /// <summary>Locks the webhook's line until the transaction ends.</summary>
    public static async Task<WebhookHealthRow> LockAsync(Session session, int hubId, int webhookId)
    {
        if (await session.ExecuteAsync(Lock, new { hubId, webhookId }) == 0)
            await session.ExecuteAsync(Add, new { hubId, webhookId });

        return (await session.QueryFirstAsync<WebhookHealthRow>(Find, new { hubId, webhookId }))!;
    }

    /// <summary>Of all webhooks, without a lock.</summary>
    public static Task<List<WebhookHealthRow>> ReadAsync(Session session) => session.QueryAsync<WebhookHealthRow>(ReadAll);

    /// <summary>Writes the row, which this transaction has locked.</summary>
    public static Task SaveAsync(Session session, WebhookHealthRow row) => session.ExecuteAsync(Save, row);
}
