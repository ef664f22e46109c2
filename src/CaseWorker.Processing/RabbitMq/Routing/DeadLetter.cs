using System.Collections;
using System.Globalization;
using System.Text;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage.Intake;
using RabbitMQ.Client;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>What can be told about a message the broker gave up, without reading its body, which may be what ended workers.</summary>
/// <param name="Queue">Where it was given up; null when the broker does not say.</param>
/// <param name="PartitionId">Null when that was no partition's queue.</param>
/// <param name="ServiceId">Null when it can't be told.</param>
internal sealed record DeadLetter(IntakeMessage Message, string? Queue, int? PartitionId, int? ServiceId)
{
    private const string Deaths = "x-death";
    private const string PartitionPrefix = "case-intake-";

    /// <summary>Never throws, whatever the table holds.</summary>
    /// <param name="fallbackKey">The key of a message that has none.</param>
    public static DeadLetter Of(IReadOnlyBasicProperties properties, byte[] body, string fallbackKey, Catalog catalog)
    {
        var queue = QueueOf(properties.Headers);
        var message = MessageHeaders.Read(properties, body, fallbackKey) with { MessageKey = RouteKey.Of(properties, null) ?? fallbackKey };
        if (PartitionOf(queue) is not { } partitionId)
        {
            // A producer wrote it: nothing is believed that only our processes may say (spec 2.2).
            return new DeadLetter(new IntakeMessage { Body = body, MessageKey = message.MessageKey, HubId = message.HubId }, queue, null, null);
        }

        // As the lanes do it: the same service, thus the same key hash as the case that may be stored already; and nothing for another hub.
        var service = MessageHeaders.Int(properties.Headers, HeaderNames.ServiceId) is { } serviceId ? catalog.FindService(serviceId) : null;
        if (service is not null && message.HubId is { } hubId && hubId != service.HubId)
            service = null;

        return new DeadLetter(message with { HubId = service?.HubId ?? message.HubId }, queue, partitionId, service?.ServiceId);
    }

    // The broker puts the last death first. The headers about the first death are no proof: brokers keep what a producer wrote there.
    private static string? QueueOf(IDictionary<string, object?>? headers) =>
        headers is not null && headers.TryGetValue(Deaths, out var deaths) && deaths is IList { Count: > 0 } list
        && list[0] is IDictionary<string, object?> last && last.TryGetValue("queue", out var name)
            ? name switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => null }
            : null;

    private static int? PartitionOf(string? queue)
    {
        if (queue is null || !queue.StartsWith(PartitionPrefix, StringComparison.Ordinal))
            return null;

        var name = queue.AsSpan(PartitionPrefix.Length);
        var dash = name.IndexOf('-');
        return dash > 0
            && int.TryParse(name[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && int.TryParse(name[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
                ? partition : null;
    }
}
