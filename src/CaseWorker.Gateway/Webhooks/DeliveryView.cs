using CaseWorker.Storage.Webhooks;

namespace CaseWorker.Gateway.Webhooks;

/// <summary>A delivery to a webhook as people see it.</summary>
/// <param name="State">waiting, delivered or failed.</param>
/// <param name="NextAt">When it is tried next, or as soon as a receiver that is down is back; null when it is done, and while another of its case comes first.</param>
/// <param name="LastStatus">The HTTP status of the last try; null where there was none.</param>
/// <param name="LastError">Why there was none; null otherwise.</param>
internal sealed record DeliveryView(
    long DeliveryId,
    int WebhookId,
    long EventNo,
    string EventId,
    string Event,
    int? CaseId,
    string State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAt,
    DateTimeOffset? LastAt,
    int? LastStatus,
    string? LastError,
    DateTimeOffset? FinishedAt)
{
    public static DeliveryView Of(WebhookDeliveryRow row) => new(
        row.DeliveryId,
        row.WebhookId,
        row.EventNo,
        row.EventId,
        row.EventName,
        row.CaseId,
        row.State,
        row.Attempts,
        row.CreatedAt,
        row.State == "waiting" && !row.Behind ? row.NextAt : null,
        row.LastAt,
        row.LastStatus,
        row.LastError,
        row.FinishedAt);
}
