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

    /// <summary>Tries up to <see cref="AtOnce"/> deliveries whose time has come; one, while the receiver is down.</summary>
    /// <returns>How many; 0: none is due, others have them, or it is not yet time to look whether the receiver is back.</returns>
    public async Task<int> RunAsync(Webhook webhook, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var due = await database.ReadAsync(session => WebhookDeliveryStore.FindDueAsync(session, webhook.HubId, webhook.WebhookId, now, AtOnce), cancellation);
        if (due.Count == 0)
            return 0;

        var claimed = await database.WriteAsync(session => ClaimAsync(session, webhook, due, now), cancellation);
        if (claimed.Count == 0)
            return 0;

        var tries = await Task.WhenAll(claimed.Select(async delivery => new Try(delivery, await sender.SendAsync(webhook, delivery, cancellation))));

        // A try that was broken off is no answer: its claim runs out, and it is tried again.
        cancellation.ThrowIfCancellationRequested();
        var (before, after) = await database.WriteAsync(session => RecordAsync(session, webhook, tries, now), cancellation);
        Tell(webhook, before, after);
        return claimed.Count;
    }

    private static async Task<List<ClaimedDelivery>> ClaimAsync(Session session, Webhook webhook, List<long> due, DateTimeOffset now)
    {
        var health = await WebhookHealthStore.LockAsync(session, webhook.HubId, webhook.WebhookId);
        if (!WebhookHealthRule.MayTry(health, now))
            return [];

        // Nobody else tries until this one has come back, or is lost.
        var isDown = WebhookHealthRule.IsDown(health);
        if (isDown)
            await WebhookHealthStore.SaveAsync(session, health with { ProbeAt = now + ClaimFor });

        var claimed = new List<ClaimedDelivery>();
        foreach (var deliveryId in isDown ? due.Take(1) : due)
        {
            if (await WebhookDeliveryStore.ClaimAsync(session, deliveryId, now, now + ClaimFor) is { } delivery)
                claimed.Add(delivery);
        }

        return claimed;
    }

    private async Task<(WebhookHealthRow Before, WebhookHealthRow After)> RecordAsync(Session session, Webhook webhook, Try[] tries, DateTimeOffset begunAt)
    {
        var now = clock.GetUtcNow();
        var before = await WebhookHealthStore.LockAsync(session, webhook.HubId, webhook.WebhookId);
        foreach (var (delivery, answer) in tries.OrderBy(one => one.Delivery.DeliveryId))
        {
            var result = ResultOf(delivery, answer, begunAt);
            var recorded = await WebhookDeliveryStore.RecordAsync(session, webhook.HubId, webhook.WebhookId, delivery, result, now);
            if (recorded && result.State == "failed")
                LogFailed(delivery.DeliveryId, webhook.WebhookId, webhook.HubId, result.Status, result.Error);
        }

        var after = WebhookHealthRule.After(before, [.. tries.Select(one => one.Answer.Status)], begunAt, random);
        if (after != before)
            await WebhookHealthStore.SaveAsync(session, after);

        return (before, after);
    }

    private DeliveryResult ResultOf(ClaimedDelivery delivery, (int? Status, string? Error) answer, DateTimeOffset begunAt)
    {
        if (answer.Status is >= 200 and < 300)
            return new DeliveryResult("delivered", begunAt, answer.Status, null);

        return WebhookRetryRule.DelayAfter(delivery.Attempts, WebhookHealthRule.IsDown(answer.Status), random) is { } delay
            ? new DeliveryResult("waiting", begunAt + delay, answer.Status, answer.Error)
            : new DeliveryResult("failed", begunAt, answer.Status, answer.Error);
    }

    private void Tell(Webhook webhook, WebhookHealthRow before, WebhookHealthRow after)
    {
        if (WebhookHealthRule.IsDown(after) && !WebhookHealthRule.IsDown(before))
            LogDown(webhook.WebhookId, webhook.HubId);
        else if (WebhookHealthRule.IsDown(before) && !WebhookHealthRule.IsDown(after))
            LogBack(webhook.WebhookId, webhook.HubId, before.DownSince);
    }

    private sealed record Try(ClaimedDelivery Delivery, (int? Status, string? Error) Answer);

    [LoggerMessage(9200, LogLevel.Warning, "Delivery {DeliveryId} to webhook {WebhookId} of hub {HubId} has failed after all tries: status {Status}, {Error}")]
    private partial void LogFailed(long deliveryId, int webhookId, int hubId, int? status, string? error);

    [LoggerMessage(9202, LogLevel.Warning, "The receiver of webhook {WebhookId} of hub {HubId} is down: what it is to be told waits, and one delivery at a time is tried until it is back")]
    private partial void LogDown(int webhookId, int hubId);

    [LoggerMessage(9203, LogLevel.Information, "The receiver of webhook {WebhookId} of hub {HubId} is back; it was down since {DownSince}")]
    private partial void LogBack(int webhookId, int hubId, DateTimeOffset? downSince);
}
