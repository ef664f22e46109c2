using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseWorker.Contracts;

/// <summary>An instant as events have it: ISO 8601, UTC, milliseconds, <c>Z</c>.</summary>
internal sealed class EventInstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime().ToString(Format, CultureInfo.InvariantCulture));
}
