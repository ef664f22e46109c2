using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>A message on its way through the router.</summary>
internal sealed class Route
{
    public required RouterDelivery Delivery { get; init; }

    public required RouterReading Reading { get; set; }

    /// <summary>Of the body as it came, envelope included.</summary>
    public required byte[] BodyHash { get; init; }

    /// <summary>The header hub-id; null when absent.</summary>
    public int? HubId { get; init; }

    /// <summary>Null until a message without an id gets one; at most 255 bytes.</summary>
    public string? Key { get; set; }

    public bool PossibleDuplicate { get; set; }

    /// <summary>True when a hand-over row was opened for it.</summary>
    public bool IsHandOver { get; set; }

    public static Route Of(RouterDelivery delivery, Catalog catalog)
    {
        var hubId = MessageHeaders.Int(delivery.Properties.Headers, HeaderNames.HubId);
        var reading = RouterReading.Of(delivery.Body, hubId, catalog);
        return new Route
        {
            Delivery = delivery,
            Reading = reading,
            BodyHash = MessageHash.OfBody(delivery.Body),
            HubId = hubId,
            Key = RouteKey.Of(delivery.Properties, reading.MessageId),
        };
    }

    /// <summary>Reads it by a newer catalogue.</summary>
    public void ReadAgain(Catalog catalog) => Reading = RouterReading.Of(Delivery.Body, HubId, catalog);
}
