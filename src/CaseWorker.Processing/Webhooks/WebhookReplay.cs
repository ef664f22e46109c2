using CaseWorker.Storage;
using CaseWorker.Storage.Webhooks;

namespace CaseWorker.Processing.Webhooks;

/// <summary>Tells finished deliveries again, under their ids and in the order of their cases.</summary>
/// <remarks>Whoever asks for it knows that the receiver is well: one that counted as down is tried at once.</remarks>
public sealed class WebhookReplay(Database database, TimeProvider clock)
{
    private const int StepSize = 500;

    /// <returns>False: it is waiting, or the webhook of the hub has no such delivery.</returns>
    public Task<bool> ReplayAsync(int hubId, int webhookId, long deliveryId, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            var now = clock.GetUtcNow();
            var health = await WebhookHealthStore.LockAsync(session, hubId, webhookId);
            if (!await WebhookReplayStore.ReplayAsync(session, hubId, webhookId, deliveryId, now))
                return false;

            await LineUpAsync(session, health, now);
            return true;
        },
        cancellation);

    /// <summary>All that failed since an instant.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReplayFailedAsync(int hubId, int webhookId, DateTimeOffset since, CancellationToken cancellation)
    {
        var all = 0;
        while (await StepAsync(hubId, webhookId, since, cancellation) is > 0 and var count)
            all += count;

        return all;
    }

    private Task<int> StepAsync(int hubId, int webhookId, DateTimeOffset since, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            var now = clock.GetUtcNow();
            var health = await WebhookHealthStore.LockAsync(session, hubId, webhookId);

            // The oldest come back first, so that no step puts anything before what an earlier one put back.
            var count = await WebhookReplayStore.ReplayFailedAsync(session, hubId, webhookId, since, now, StepSize);
            if (count > 0)
                await LineUpAsync(session, health, now);

            return count;
        },
        cancellation,
        StepSize);

    private static async Task LineUpAsync(Session session, WebhookHealthRow health, DateTimeOffset now)
    {
        await WebhookReplayStore.LineUpAsync(session, health.HubId, health.WebhookId, now);
        if (WebhookHealthRule.IsDown(health))
            await WebhookHealthStore.SaveAsync(session, health with { ProbeAt = now });
    }
}
