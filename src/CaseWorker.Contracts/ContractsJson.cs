using System.Text.Json.Serialization;

namespace CaseWorker.Contracts;

/// <summary>How events look on the wire: camelCase, nothing left out but what is null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaseEvent))]
[JsonSerializable(typeof(CaseParkedEvent))]
public sealed partial class ContractsJson : JsonSerializerContext;
