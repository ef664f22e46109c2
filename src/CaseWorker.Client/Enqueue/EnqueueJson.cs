using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Contracts;

namespace CaseWorker.Client;

/// <summary>The JSON of enqueueing: PascalCase, as the document "Case Enqueue for FIFO" has it; and of problems.</summary>
[JsonSerializable(typeof(CaseEnqueue))]
[JsonSerializable(typeof(IReadOnlyList<CaseEnqueue>))]
[JsonSerializable(typeof(BatchItem[]))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class EnqueueJson : JsonSerializerContext
{
    /// <summary>Members without a value are left out, text is written as it is.</summary>
    public static EnqueueJson Wire { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] BytesOf(CaseEnqueue enqueue) => JsonSerializer.SerializeToUtf8Bytes(enqueue, Wire.CaseEnqueue);

    public static byte[] BytesOf(IReadOnlyList<CaseEnqueue> enqueues) => JsonSerializer.SerializeToUtf8Bytes(enqueues, Wire.IReadOnlyListCaseEnqueue);
}
