using System.Text.Json.Serialization;
using CaseWorker.Contracts;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Enqueue;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Enqueue;

/// <summary>What became of one item of a batch: the case, or the problem.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
/// <param name="Status">What the item would have been answered alone: 202, 400, 422 or 503.</param>
/// <param name="Replayed">True when an earlier batch with the same Idempotency-Key had it; else left out.</param>
internal sealed record BatchItem(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("caseId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? CaseId,
    [property: JsonPropertyName("replayed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Replayed,
    [property: JsonPropertyName("case"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CaseEnqueue? Case,
    [property: JsonPropertyName("problem"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Problem? Problem)
{
    public static BatchItem Of(EnqueueResult result, int index) => result is EnqueueResult.Accepted accepted
        ? new BatchItem(index, StatusCodes.Status202Accepted, accepted.CaseId, accepted.IsReplayed ? true : null, accepted.Case, null)
        : Of(EnqueueProblem.Of(result), index);

    private static BatchItem Of(Problem problem, int index) => new(index, problem.Status, problem.CaseId, null, null, problem);
}
