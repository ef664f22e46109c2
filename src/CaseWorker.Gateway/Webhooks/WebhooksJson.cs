using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Gateway.Paging;
using CaseWorker.Processing;

namespace CaseWorker.Gateway.Webhooks;

/// <summary>The JSON of webhooks and deliveries: camelCase, null when none.</summary>
[JsonSerializable(typeof(DeliveryView))]
[JsonSerializable(typeof(Page<DeliveryView>))]
[JsonSerializable(typeof(Page<WebhookView>))]
[JsonSerializable(typeof(ReplayedView))]
internal sealed partial class WebhooksJson : JsonSerializerContext
{
    /// <summary>Text is written as it came.</summary>
    public static WebhooksJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = PlainJsonEncoder.Instance,
        Converters = { new InstantConverter() },
    });
}
