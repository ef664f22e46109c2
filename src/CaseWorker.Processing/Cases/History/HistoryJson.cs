using System.Text.Json.Serialization;

namespace CaseWorker.Processing.Cases.History;

/// <summary>An item as its hash sees it. What it writes must never change: an item would then be imported once more.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HistoryItem))]
internal sealed partial class HistoryJson : JsonSerializerContext;
