using CaseWorker.Storage;
using CaseWorker.Storage.Webhooks;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Webhooks;

/// <summary>Tries what is due of one webhook: claims, sends, writes down.</summary>
public sealed partial class WebhookRunner(Database database, WebhookSender sender, Random random, TimeProvider clock, ILogger<WebhookRunner> logger)
{
    /// <summary>How many are on their way to one webhook at a time, each of another case.</summary>
    public const int AtOnce = 8;

    // Longer than a try can take: only what was lost with its process is tried by another.
    private static readonly TimeSpan ClaimFor = WebhookSender.AnswerWithin * 3;

    /// <summary>Tries up to <see cref="AtOnce"/> deliveries whose time has come.</summary>
    /// <returns>How many; 0: none is due, or others have them.</returns>
    public async Task<int> RunAsync(Webhook webhook, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var due = await database.ReadAsync(session => WebhookDeliveryStore.FindDueAsync(session, webhook.HubId, webhook.WebhookId, now, AtOnce), cancellation);
        if (due.Count == 0)
            return 0;

        var claimed = await database.WriteAsync(session => ClaimAsync(session, due, now), cancellation);
        var results = await Task.WhenAll(claimed.Select(async delivery => (delivery, ResultOf(delivery, await sender.SendAsync(webhook, delivery, cancellation)))));

        // A try that was broken off is no answer: its claim runs out, and it is tried again.
        cancellation.ThrowIfCancellationRequested();
        await database.WriteAsync(session => RecordAsync(session, webhook, results), cancellation);
        return claimed.Count;
    }

    private static async Task<List<ClaimedDelivery>> ClaimAsync(Session session, List<long> due, DateTimeOffset now)
    {
        var claimed = new List<ClaimedDelivery>();
        foreach (var deliveryId in due)
        {
            if (await WebhookDeliveryStore.ClaimAsync(session, deliveryId, now, now + ClaimFor) is { } delivery)
                claimed.Add(delivery);
        }

        return claimed;
    }

    private DeliveryResult ResultOf(ClaimedDelivery delivery, (int? Status, string? Error) answer)
    {
        var now = clock.GetUtcNow();
        if (answer.Status is >= 200 and < 300)
            return new DeliveryResult("delivered", now, answer.Status, null);

        return WebhookRetryRule.DelayAfter(delivery.Attempts, random) is { } delay
            ? new DeliveryResult("waiting", now + delay, answer.Status, answer.Error)
            : new DeliveryResult("failed", now, answer.Status, answer.Error);
    }

    private async Task RecordAsync(Session session, Webhook webhook, (ClaimedDelivery Delivery, DeliveryResult Result)[] results)
    {
        var now = clock.GetUtcNow();
        foreach (var (delivery, result) in results.OrderBy(entry => entry.Delivery.DeliveryId))
        {
            var recorded = await WebhookDeliveryStore.RecordAsync(session, webhook.HubId, webhook.WebhookId, delivery, result, now);
            if (recorded && result.State == "failed")
                LogFailed(delivery.DeliveryId, webhook.WebhookId, webhook.HubId, result.Status, result.Error);
        }
    }

    [LoggerMessage(9200, LogLevel.Warning, "Delivery {DeliveryId} to webhook {WebhookId} of hub {HubId} has failed after all tries: status {Status}, {Error}")]
    private partial void LogFailed(long deliveryId, int webhookId, int hubId, int? status, string? error);
}
