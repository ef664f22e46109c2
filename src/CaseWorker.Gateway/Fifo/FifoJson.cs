using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Processing;

namespace CaseWorker.Gateway.Fifo;

/// <summary>The JSON of the FIFO proof: camelCase, null when none.</summary>
[JsonSerializable(typeof(FifoView))]
internal sealed partial class FifoJson : JsonSerializerContext
{
    /// <summary>Text is kept as it came: these bodies are read by programs, not embedded in pages.</summary>
    public static FifoJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = PlainJsonEncoder.Instance,
        Converters = { new InstantConverter() },
    });
}
