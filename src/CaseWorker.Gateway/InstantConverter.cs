using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseWorker.Gateway;

/// <summary>An instant as our own JSON has it (spec 11): ISO 8601, UTC, milliseconds, <c>Z</c>.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const int Length = 24;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    // A format of our own would be read anew for each instant; the round-trip one is known, and has only more digits at its end.
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Length + 4];
        value.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[Length - 1] = (byte)'Z';
        writer.WriteStringValue(text[..Length]);
    }
}
