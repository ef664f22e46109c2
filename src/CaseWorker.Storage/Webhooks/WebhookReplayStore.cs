namespace CaseWorker.Storage.Webhooks;

/// <summary>Puts finished deliveries back into the queue, with all tries before them again, and every case into its order.</summary>
/// <remarks>The caller holds the webhook's line, <see cref="WebhookHealthStore.LockAsync"/>.</remarks>
public static class WebhookReplayStore
{
    private const string Back =
        "State = 'waiting', Behind = CASE WHEN CaseId IS NULL THEN 0 ELSE 1 END, Attempts = 0, NextAt = @now, ClaimedUntil = NULL, FinishedAt = NULL";

    private const string OfWebhook = "HubId = @hubId AND WebhookId = @webhookId AND State = 'waiting'";

    private const string InCase = "o.HubId = @hubId AND o.WebhookId = @webhookId AND o.CaseId = WebhookDelivery.CaseId AND o.State = 'waiting'";

    private static readonly Sql ReplayOne = Sql.Both(
        $"UPDATE WebhookDelivery SET {Back} WHERE DeliveryId = @deliveryId AND HubId = @hubId AND WebhookId = @webhookId AND State <> 'waiting'");

    private static readonly Sql ReplayFailed = new(
        $"""
        UPDATE WebhookDelivery SET {Back} WHERE DeliveryId IN (SELECT TOP (@count) DeliveryId FROM WebhookDelivery
            WHERE HubId = @hubId AND WebhookId = @webhookId AND State = 'failed' AND FinishedAt >= @since ORDER BY DeliveryId)
        """,
        $"""
        UPDATE WebhookDelivery SET {Back} WHERE DeliveryId IN (SELECT DeliveryId FROM WebhookDelivery
            WHERE HubId = @hubId AND WebhookId = @webhookId AND State = 'failed' AND FinishedAt >= @since ORDER BY DeliveryId LIMIT @count)
        """);

    // What is on its way is not called back; all else steps behind what was to be told before it.
    private static readonly Sql StepBack = Sql.Both(
        $"""
        UPDATE WebhookDelivery SET Behind = 1
        WHERE {OfWebhook} AND Behind = 0 AND (ClaimedUntil IS NULL OR ClaimedUntil <= @now)
            AND EXISTS (SELECT 1 FROM WebhookDelivery o WHERE {InCase} AND o.Behind = 1 AND o.DeliveryId < WebhookDelivery.DeliveryId)
        """);

    private static readonly Sql MoveUp = Sql.Both(
        $"""
        UPDATE WebhookDelivery SET Behind = 0, NextAt = @now
        WHERE {OfWebhook} AND Behind = 1
            AND NOT EXISTS (SELECT 1 FROM WebhookDelivery o WHERE {InCase} AND o.Behind = 0)
            AND NOT EXISTS (SELECT 1 FROM WebhookDelivery o WHERE {InCase} AND o.Behind = 1 AND o.DeliveryId < WebhookDelivery.DeliveryId)
        """);

    /// <summary>delivered or failed → waiting. False: it is waiting, or there is none. <see cref="LineUpAsync"/> must follow.</summary>
    public static async Task<bool> ReplayAsync(Session session, int hubId, int webhookId, long deliveryId, DateTimeOffset now) =>
        await session.ExecuteAsync(ReplayOne, new { hubId, webhookId, deliveryId, now }) == 1;

    /// <summary>failed → waiting for up to <paramref name="count"/> that failed since an instant, oldest first. <see cref="LineUpAsync"/> must follow after the last.</summary>
    /// <returns>How many.</returns>
    public static Task<int> ReplayFailedAsync(Session session, int hubId, int webhookId, DateTimeOffset since, DateTimeOffset now, int count) =>
        session.ExecuteAsync(ReplayFailed, new { hubId, webhookId, since, now, count });

    /// <summary>Puts the oldest delivery of each case to its head. One that is on its way stays there until it has come back.</summary>
    public static async Task LineUpAsync(Session session, int hubId, int webhookId, DateTimeOffset now)
    {
        await session.ExecuteAsync(StepBack, new { hubId, webhookId, now });
        await session.ExecuteAsync(MoveUp, new { hubId, webhookId, now });
    }
}
