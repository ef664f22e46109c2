using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Contracts;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Writes a CaseEnqueue as JSON in UTF-8.</summary>
public static class EnqueueWriter
{
    private static readonly EnqueueJson Json = new(new JsonSerializerOptions
    {
        Encoder = PlainJsonEncoder.Instance,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    /// <summary>The body of a message: members that are null are left out. Equal requests give equal bytes, which is what idempotency compares.</summary>
    /// <param name="request">As <see cref="EnqueueRule.Normalize"/> made it.</param>
    public static byte[] Write(CaseEnqueue request) => JsonSerializer.SerializeToUtf8Bytes(request, Json.CaseEnqueue);

    /// <summary>The same with the member <c>case</c>: a CaseIntake, which only our own processes send to each other (spec 5).</summary>
    /// <param name="wish">Null: there is no such member.</param>
    public static byte[] Write(CaseEnqueue request, CaseWish? wish)
    {
        var body = Write(request);
        return wish is null ? body : [.. body.AsSpan(0, body.Length - 1), .. ",\"case\":"u8, .. CaseWishJson.Write(wish), (byte)'}'];
    }
}

[JsonSerializable(typeof(CaseEnqueue))]
internal sealed partial class EnqueueJson : JsonSerializerContext;
