using System.Globalization;
using System.Text;
using CaseWorker.Storage.Intake;
using RabbitMQ.Client;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>An intake message as AMQP properties, and back. Reading is lenient: a table can hold anything, and nothing in it may stop a lane.</summary>
internal static class MessageHeaders
{
    /// <param name="serviceId">What the partition was chosen by; null: not told.</param>
    public static BasicProperties Write(IntakeMessage message, string source, long n, int? serviceId = null)
    {
        var headers = new Dictionary<string, object?>(10)
        {
            [HeaderNames.Source] = source,
            [HeaderNames.N] = n,
            [HeaderNames.Version] = message.Version,
        };
        Add(HeaderNames.ServiceId, serviceId);
        Add(HeaderNames.CaseId, message.CaseId);
        Add(HeaderNames.HubId, message.HubId);
        Add(HeaderNames.AcceptedAt, message.AcceptedAt?.ToUnixTimeMilliseconds());
        Add(HeaderNames.RetryOf, message.RetryOf);
        Add(HeaderNames.PossibleDuplicate, message.PossibleDuplicate ? true : null);
        Add(HeaderNames.Gateway, message.FromGateway ? true : null);
        return new BasicProperties
        {
            MessageId = message.MessageKey,
            DeliveryMode = DeliveryModes.Persistent,
            ContentType = "application/json",
            Headers = headers,
        };

        void Add(string name, object? value)
        {
            if (value is not null)
                headers.Add(name, value);
        }
    }

    /// <summary>Reads what one of our processes wrote. What is absent or not readable is left out.</summary>
    /// <param name="fallbackKey">The key of a message that has none, which no process of ours sends.</param>
    public static IntakeMessage Read(IReadOnlyBasicProperties properties, byte[] body, string fallbackKey)
    {
        var headers = properties.Headers;
        return new IntakeMessage
        {
            Body = body,
            MessageKey = Key(properties) ?? fallbackKey,
            CaseId = Int(headers, HeaderNames.CaseId),
            HubId = Int(headers, HeaderNames.HubId),
            Source = Text(headers, HeaderNames.Source, 200),
            SourceN = Long(headers, HeaderNames.N),
            AcceptedAt = Instant(Long(headers, HeaderNames.AcceptedAt)),
            RetryOf = Long(headers, HeaderNames.RetryOf),
            PossibleDuplicate = Bool(headers, HeaderNames.PossibleDuplicate),
            Version = Int(headers, HeaderNames.Version) ?? IntakeMessage.PlainVersion,
            FromGateway = Bool(headers, HeaderNames.Gateway),
        };
    }

    /// <summary>The message_id; null when absent or empty.</summary>
    public static string? Key(IReadOnlyBasicProperties properties) =>
        properties.IsMessageIdPresent() && properties.MessageId is { Length: > 0 } key ? key : null;

    /// <summary>Null when absent, not a number, or out of range. Numbers come as any AMQP integer, or as text.</summary>
    public static long? Long(IDictionary<string, object?>? headers, string name)
    {
        if (headers is null || !headers.TryGetValue(name, out var value))
            return null;

        return value switch
        {
            long number => number,
            int number => number,
            uint number => number,
            short number => number,
            ushort number => number,
            byte number => number,
            sbyte number => number,
            ulong number => number <= long.MaxValue ? (long)number : null,
            byte[] or string => long.TryParse(Text(headers, name, 20), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ => null,
        };
    }

    /// <inheritdoc cref="Long"/>
    public static int? Int(IDictionary<string, object?>? headers, string name) =>
        Long(headers, name) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    private static string? Text(IDictionary<string, object?>? headers, string name, int maxLength)
    {
        if (headers is null || !headers.TryGetValue(name, out var value))
            return null;

        var text = value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            string plain => plain,
            _ => null,
        };
        return text is null || text.Length <= maxLength ? text : text[..maxLength];
    }

    private static bool Bool(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value)
        && (value is true || string.Equals(Text(headers, name, 5), "true", StringComparison.OrdinalIgnoreCase));

    private static DateTimeOffset? Instant(long? unixMs) =>
        unixMs is >= 0 and <= 253402300799999 ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs.Value) : null;
}
