using System.Text.Json;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>What a body on <c>case-intake</c> holds: the message itself, or a MassTransit envelope around it.</summary>
/// <param name="MessageId">The envelope's, of any length; null where there is no envelope, or none in it.</param>
internal sealed record Envelope(ReadOnlyMemory<byte> Message, string? MessageId)
{
    /// <summary>Unwraps envelopes of any message type; anything else is its own message, malformed JSON too. Never throws.</summary>
    /// <param name="body">Valid UTF-8.</param>
    public static Envelope Open(byte[] body)
    {
        try
        {
            return TryOpen(body) ?? new Envelope(body, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new Envelope(body, null);
        }
    }

    // An envelope is known by its list of message types; a case that happens to have a member "message" is none.
    private static Envelope? TryOpen(byte[] body)
    {
        var start = body.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(body.AsSpan(start));
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;

        ReadOnlyMemory<byte>? message = null;
        string? messageId = null;
        var isEnvelope = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            if (name.Equals("messageType", StringComparison.OrdinalIgnoreCase))
                isEnvelope = reader.TokenType == JsonTokenType.StartArray;
            else if (name.Equals("messageId", StringComparison.OrdinalIgnoreCase) && reader.TokenType == JsonTokenType.String)
                messageId = reader.GetString();

            reader.Skip();
            if (name.Equals("message", StringComparison.OrdinalIgnoreCase))
                message = body.AsMemory(start + from, (int)reader.BytesConsumed - from);
        }

        return isEnvelope && message is not null ? new Envelope(message.Value, messageId is { Length: > 0 } ? messageId : null) : null;
    }
}
