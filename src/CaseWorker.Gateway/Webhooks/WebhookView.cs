using CaseWorker.Processing.Webhooks;
using CaseWorker.Storage.Webhooks;

namespace CaseWorker.Gateway.Webhooks;

/// <summary>How a webhook is.</summary>
/// <param name="Waiting">How many deliveries wait for it.</param>
/// <param name="IsDown">True: its receiver can't be reached; one delivery at a time is tried, and none uses up its tries.</param>
/// <param name="DownSince">Since when no try reached it; null: the last one did. A few such tries do not make it down yet.</param>
/// <param name="NextTryAt">When one looks whether it is back; null while it is not down.</param>
internal sealed record WebhookView(int WebhookId, Uri Url, bool Active, int Waiting, bool IsDown, DateTimeOffset? DownSince, DateTimeOffset? NextTryAt)
{
    /// <param name="health">Null: it was never told anything.</param>
    public static WebhookView Of(Webhook webhook, int waiting, WebhookHealthRow? health)
    {
        var isDown = health is not null && WebhookHealthRule.IsDown(health);
        return new WebhookView(webhook.WebhookId, webhook.Url, webhook.IsActive, waiting, isDown, health?.DownSince, isDown ? health!.ProbeAt : null);
    }
}

/// <summary>How many deliveries wait again.</summary>
internal sealed record ReplayedView(int Replayed);
