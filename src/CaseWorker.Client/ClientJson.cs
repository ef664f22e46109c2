using System.Text.Json.Serialization;

namespace CaseWorker.Client;

/// <summary>CaseWorker's own JSON: camelCase, instants ISO 8601. Members that this version does not know are ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DurationConverter)])]
[JsonSerializable(typeof(Case))]
[JsonSerializable(typeof(CaseNote))]
[JsonSerializable(typeof(DueExplanation))]
[JsonSerializable(typeof(DuePolicy))]
[JsonSerializable(typeof(WhatIfPage))]
[JsonSerializable(typeof(Lateness))]
[JsonSerializable(typeof(FifoPage))]
[JsonSerializable(typeof(ParkedMessage))]
[JsonSerializable(typeof(Page<Case>))]
[JsonSerializable(typeof(Page<CaseNote>))]
[JsonSerializable(typeof(Page<CaseAssignment>))]
[JsonSerializable(typeof(Page<ParkedMessage>))]
[JsonSerializable(typeof(NewNote))]
[JsonSerializable(typeof(NewStatus))]
[JsonSerializable(typeof(NewPlace))]
[JsonSerializable(typeof(NewDueDate))]
[JsonSerializable(typeof(DiscardReason))]
[JsonSerializable(typeof(OldestEvent))]
internal sealed partial class ClientJson : JsonSerializerContext;
