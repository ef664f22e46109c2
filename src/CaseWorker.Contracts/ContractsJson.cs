using System.Text.Json.Serialization;

namespace CaseWorker.Contracts;

/// <summary>How events look on the wire: camelCase, instants in UTC with <c>Z</c>, nothing left out but what is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EventInstantConverter)])]
[JsonSerializable(typeof(CaseEvent))]
[JsonSerializable(typeof(CaseParkedEvent))]
public sealed partial class ContractsJson : JsonSerializerContext;
