using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.Webhooks;

/// <summary>What the reference says of deliveries to webhooks.</summary>
internal static class WebhookDocs
{
    public static ApiDoc Api { get; } = new(
        "Webhooks",
        "What the hub's webhooks were told. The webhooks themselves are in the catalogue.",
        [
            new RouteDoc("GET", "/api/admin/webhooks", "listWebhooks", "List webhooks")
            {
                Text = "Each with how it does: whether it answers, and how much waits for it.",
                Answers = [Answer.Of(200, "All of the hub's.", WebhooksJson.Plain.PageWebhookView, "webhook-list")],
            },
            new RouteDoc("POST", "/api/admin/webhooks/{webhookId}/replay", "replayFailed", "Tell a webhook again what it was not told")
            {
                Query = [Field.Instant("since", "Only what was made at or after this; left out: everything that failed.")],
                Answers = [Answer.Of(202, "How many deliveries are tried again.", WebhooksJson.Plain.ReplayedView, "replayed")],
                Errors = [(400, "The instant is none."), (404, "The hub has no such webhook.")],
            },
            new RouteDoc("GET", "/api/admin/webhooks/{webhookId}/deliveries", "listDeliveries", "List a webhook's deliveries")
            {
                Query = [Field.Word("state", "Only those in the state.", ["waiting", "delivered", "failed"]), .. PageFields.All],
                Answers = [Answer.Of(200, "A part of the list; empty for a webhook that the hub does not have.", WebhooksJson.Plain.PageDeliveryView, "delivery-list")],
                Errors = [(400, "A parameter is not valid.")],
            },
            new RouteDoc("POST", "/api/admin/webhooks/{webhookId}/deliveries/{deliveryId}/replay", "replayDelivery", "Tell a webhook again")
            {
                Answers = [Answer.Of(202, "It is tried again.", WebhooksJson.Plain.DeliveryView, "delivery")],
                Errors = [(404, "The hub has no such delivery."), (409, "It is waiting for a try already.")],
            },
        ]);
}
