using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Gateway.Paging;
using CaseWorker.Processing;

namespace CaseWorker.Gateway.Parking;

/// <summary>The JSON of parked messages: camelCase, null when none.</summary>
[JsonSerializable(typeof(Page<ParkedView>))]
[JsonSerializable(typeof(ParkedDetailView))]
[JsonSerializable(typeof(DiscardRequest))]
internal sealed partial class ParkingJson : JsonSerializerContext
{
    /// <summary>Text is kept as it came: these bodies are read by programs, not embedded in pages.</summary>
    public static ParkingJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        AllowDuplicateProperties = false,
        Encoder = PlainJsonEncoder.Instance,
        Converters = { new InstantConverter() },
    });
}
