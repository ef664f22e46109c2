using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Gateway.Paging;
using CaseWorker.Processing;

namespace CaseWorker.Gateway.Admin;

/// <summary>The JSON of administration: camelCase, null when none.</summary>
[JsonSerializable(typeof(CatalogReply))]
[JsonSerializable(typeof(RepView))]
[JsonSerializable(typeof(Page<KeyView>))]
[JsonSerializable(typeof(NewKeyView))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    /// <summary>Text is written as it came.</summary>
    public static AdminJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = PlainJsonEncoder.Instance,
        Converters = { new InstantConverter() },
    });
}
