using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>A message's AMQP headers as JSON, for people who look at a parked message. Never throws, whatever the table holds.</summary>
internal static class HeadersJson
{
    // Deeper ones end as this text: nobody reads them, and the writer bears no more than 1,000.
    private const int MaxDepth = 32;
    private const string TooDeep = "…";

    /// <summary>Null when there are no headers.</summary>
    public static string? Of(IReadOnlyBasicProperties properties)
    {
        if (properties.Headers is not { Count: > 0 } headers)
            return null;

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, headers, 0);

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case byte[] bytes:
                writer.WriteStringValue(Encoding.UTF8.GetString(bytes));
                break;
            case IDictionary<string, object?> or System.Collections.IList when depth >= MaxDepth:
                writer.WriteStringValue(TooDeep);
                break;
            case IDictionary<string, object?> table:
                writer.WriteStartObject();
                foreach (var (name, each) in table)
                {
                    writer.WritePropertyName(name);
                    Write(writer, each, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case System.Collections.IList list:
                writer.WriteStartArray();
                foreach (var each in list)
                    Write(writer, each, depth + 1);

                writer.WriteEndArray();
                break;
            case AmqpTimestamp timestamp:
                writer.WriteNumberValue(timestamp.UnixTime);
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
