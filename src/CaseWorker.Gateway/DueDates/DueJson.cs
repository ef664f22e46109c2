using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Processing;
using CaseWorker.Processing.DueDates.Explaining;

namespace CaseWorker.Gateway.DueDates;

/// <summary>The JSON of due dates: camelCase, null when none.</summary>
[JsonSerializable(typeof(DueExplanation))]
[JsonSerializable(typeof(WhatIfView))]
[JsonSerializable(typeof(LatenessView))]
internal sealed partial class DueJson : JsonSerializerContext
{
    /// <summary>Text is kept as it came: these bodies are read by programs, not embedded in pages.</summary>
    public static DueJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = PlainJsonEncoder.Instance,
        Converters = { new InstantConverter() },
    });
}
