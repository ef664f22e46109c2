using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Contracts;
using CaseWorker.Gateway.Enqueue;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing;

namespace CaseWorker.Gateway;

/// <summary>The JSON of errors and of enqueueing. Every member of a CaseEnqueue is written, in the document's order, null when none.</summary>
[JsonSerializable(typeof(CaseEnqueue))]
[JsonSerializable(typeof(IReadOnlyList<BatchItem>))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class GatewayJson : JsonSerializerContext
{
    /// <summary>Text is written as it came.</summary>
    public static GatewayJson Plain { get; } = new(new JsonSerializerOptions { Encoder = PlainJsonEncoder.Instance });
}
