using System.Text.Json;
using CaseWorker.Storage.Webhooks;

namespace CaseWorker.Processing.Webhooks;

/// <summary>Who wants to be told of a hub's events. No record, since those print all that they hold, and this holds a secret.</summary>
public sealed class Webhook
{
    private readonly HashSet<string>? events;

    private Webhook(int hubId, int webhookId, JsonElement definition)
    {
        HubId = hubId;
        WebhookId = webhookId;
        Url = new Uri(definition.GetProperty("url").GetString()!);
        Secret = definition.TryGetProperty("secret", out var secret) ? secret.GetString() : null;
        IsActive = !definition.TryGetProperty("active", out var active) || active.GetBoolean();
        events = definition.TryGetProperty("events", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet()
            : null;
    }

    public int HubId { get; }

    /// <summary>Unique in the hub.</summary>
    public int WebhookId { get; }

    public Uri Url { get; }

    /// <summary>Signs what is sent; null: it is sent unsigned.</summary>
    public string? Secret { get; }

    /// <summary>False: it is told nothing, and what waits for it goes on waiting.</summary>
    public bool IsActive { get; }

    internal static Webhook Of(WebhookDefinitionRow row) =>
        new(row.HubId, int.Parse(row.ItemId, System.Globalization.CultureInfo.InvariantCulture), JsonElement.Parse(row.Definition));

    /// <summary>Whether it wants the event; one that names no events wants all.</summary>
    public bool Wants(string eventName) => IsActive && (events is null || events.Contains(eventName));

    public override string ToString() => $"webhook {WebhookId} of hub {HubId}";
}
