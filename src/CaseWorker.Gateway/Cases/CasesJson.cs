using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Gateway.Paging;
using CaseWorker.Processing;

namespace CaseWorker.Gateway.Cases;

/// <summary>The JSON of cases as they are read: camelCase, null when none.</summary>
[JsonSerializable(typeof(CaseView))]
[JsonSerializable(typeof(CaseOnItsWayView))]
[JsonSerializable(typeof(NoteView))]
[JsonSerializable(typeof(Page<CaseView>))]
[JsonSerializable(typeof(Page<NoteView>))]
[JsonSerializable(typeof(Page<AssignmentView>))]
internal sealed partial class CasesJson : JsonSerializerContext
{
    /// <summary>Text is kept as it came: these bodies are read by programs, not embedded in pages.</summary>
    public static CasesJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = PlainJsonEncoder.Instance,
        Converters = { new InstantConverter() },
    });
}
