using System.Buffers.Text;
using System.Text;
using CaseWorker.Processing.Intake;
using RabbitMQ.Client;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>The key a producer gave a message, as it can be handed on.</summary>
internal static class RouteKey
{
    /// <summary>AMQP gives a message_id 255 bytes.</summary>
    private const int MaxBytes = 255;

    /// <summary>The message_id, else the envelope's; null when there is neither. Never throws.</summary>
    /// <returns>
    /// At most 255 bytes: a longer key is replaced by its SHA-256 in base64url. An envelope's can be of any length, and a message_id
    /// whose bytes are no UTF-8 grows when each of them is read as U+FFFD.
    /// </returns>
    public static string? Of(IReadOnlyBasicProperties properties, string? envelopeId) =>
        (MessageHeaders.Key(properties) ?? envelopeId) is { } key ? Bounded(key) : null;

    private static string Bounded(string key) =>
        Encoding.UTF8.GetByteCount(key) <= MaxBytes ? key : Base64Url.EncodeToString(MessageHash.OfBody(Encoding.UTF8.GetBytes(key)));
}
