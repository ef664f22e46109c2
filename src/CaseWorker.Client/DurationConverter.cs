using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace CaseWorker.Client;

/// <summary>A duration as ISO 8601 has it: <c>PT4H</c>; a day is 24 hours.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return XmlConvert.ToTimeSpan(reader.GetString() ?? "");
        }
        catch (FormatException exception)
        {
            throw new JsonException("A duration must be ISO 8601.", exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(XmlConvert.ToString(value));
}
