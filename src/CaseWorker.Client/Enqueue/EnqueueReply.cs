using System.Net;
using System.Text.Json;

namespace CaseWorker.Client;

/// <summary>Reads the answer to one enqueued case.</summary>
internal static class EnqueueReply
{
    /// <exception cref="CaseWorkerException">The answer is no outcome of enqueueing.</exception>
    public static EnqueueOutcome Read(Sent sent, string? key) => Read(sent) with { IdempotencyKey = key };

    /// <summary>What a problem means for a case; null: it is no outcome.</summary>
    public static EnqueueOutcome? Of(HttpStatusCode status, Problem problem) => status switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => new EnqueueOutcome.Refused(problem.ErrorsOrTitle),
        HttpStatusCode.UnprocessableEntity when problem.ParkedId is { } parkedId => new EnqueueOutcome.Parked(problem.CaseId, parkedId),
        HttpStatusCode.UnprocessableEntity when problem.Word == "key-reused" => new EnqueueOutcome.KeyReused(),
        _ => null,
    };

    private static EnqueueOutcome Read(Sent sent)
    {
        if (sent.IsAway)
            return new EnqueueOutcome.Unavailable(sent.Answer is { } last ? Problem.Read(last.Body)?.CaseId : null, Outage.Of(sent));

        var answer = sent.Answer!;
        return answer.Status switch
        {
            HttpStatusCode.Accepted => new EnqueueOutcome.Accepted(JsonSerializer.Deserialize(answer.Body, EnqueueJson.Wire.CaseEnqueue)!, answer.IsReplayed),
            HttpStatusCode.Created => new EnqueueOutcome.Stored(JsonSerializer.Deserialize(answer.Body, EnqueueJson.Wire.CaseEnqueue)!, answer.IsReplayed),
            _ => (Problem.Read(answer.Body) is { } problem ? Of(answer.Status, problem) : null) ?? throw CaseWorkerException.Of(sent),
        };
    }
}
