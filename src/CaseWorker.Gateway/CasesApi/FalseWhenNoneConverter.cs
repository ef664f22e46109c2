using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>A date that is <c>false</c> when there is none, as one of this API's is.</summary>
internal sealed class FalseWhenNoneConverter : JsonConverter<string?>
{
    public override bool HandleNull => true;

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options)
    {
        if (value is null)
            writer.WriteBooleanValue(false);
        else
            writer.WriteStringValue(value);
    }
}
