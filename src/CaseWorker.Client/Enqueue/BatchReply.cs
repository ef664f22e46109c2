using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Contracts;

namespace CaseWorker.Client;

/// <summary>Reads the answer to a batch.</summary>
internal static class BatchReply
{
    /// <summary>True: some items were not taken, so the batch has to be sent again; what was taken stays what it is.</summary>
    public static bool IsPartlyAway(Answer answer) =>
        answer.Status == HttpStatusCode.MultiStatus && ItemsOf(answer).Any(item => item.Status == HttpStatusCode.ServiceUnavailable);

    /// <exception cref="CaseWorkerException">The answer is no outcome of enqueueing.</exception>
    public static IReadOnlyList<EnqueueOutcome> Read(Sent sent, string? key, int count)
    {
        if (sent.Answer is { Status: HttpStatusCode.MultiStatus } answer)
            return [.. ItemsOf(answer).Select(item => OutcomeOf(item, sent) with { IdempotencyKey = key })];

        // The batch as a whole was refused, or CaseWorker is away: so it is with each item.
        var all = EnqueueReply.Read(sent, key);
        return [.. Enumerable.Repeat(all, count)];
    }

    private static BatchItem[] ItemsOf(Answer answer) => JsonSerializer.Deserialize(answer.Body, EnqueueJson.Wire.BatchItemArray)!;

    private static EnqueueOutcome OutcomeOf(BatchItem item, Sent sent) => item switch
    {
        { Status: HttpStatusCode.Accepted, Case: { } accepted } => new EnqueueOutcome.Accepted(accepted, item.Replayed ?? false),
        { Status: HttpStatusCode.ServiceUnavailable } => new EnqueueOutcome.Unavailable(item.Problem?.CaseId, OutageOf(item, sent)),
        { Problem: { } problem } when EnqueueReply.Of(item.Status, problem) is { } outcome => outcome,
        _ => throw CaseWorkerException.Of(sent),
    };

    private static Outage OutageOf(BatchItem item, Sent sent) => new()
    {
        Attempts = sent.Attempts,
        IsOutcomeUnknown = sent.Attempts > 1 || item.Problem?.Word != "not-sent",
        Status = item.Status,
        Problem = item.Problem,
    };
}

/// <summary>What became of one item.</summary>
internal sealed record BatchItem(
    [property: JsonPropertyName("status")] HttpStatusCode Status,
    [property: JsonPropertyName("replayed")] bool? Replayed,
    [property: JsonPropertyName("case")] CaseEnqueue? Case,
    [property: JsonPropertyName("problem")] Problem? Problem);
