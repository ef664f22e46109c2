using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseWorker.Processing.Enqueue;

/// <summary>The wish as it travels: camelCase, members that are null left out. Equal wishes give equal bytes.</summary>
[JsonSerializable(typeof(CaseWish))]
internal sealed partial class CaseWishJson : JsonSerializerContext
{
    private static readonly CaseWishJson Plain = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = PlainJsonEncoder.Instance,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    /// <summary>The name of the member that holds it.</summary>
    public static ReadOnlySpan<byte> Member => "case"u8;

    public static byte[] Write(CaseWish wish) => JsonSerializer.SerializeToUtf8Bytes(wish, Plain.CaseWish);

    /// <summary>Reads the value of the member whose name the reader stands at.</summary>
    /// <exception cref="JsonException">It is no wish.</exception>
    public static CaseWish? Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        return JsonSerializer.Deserialize(ref reader, Plain.CaseWish);
    }
}
