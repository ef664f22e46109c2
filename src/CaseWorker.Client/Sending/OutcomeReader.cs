using System.Net;

namespace CaseWorker.Client;

/// <summary>Reads an answer as one of the outcomes.</summary>
internal static class OutcomeReader
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    /// <exception cref="CaseWorkerException">The answer is no outcome of a call.</exception>
    public static Outcome<T> Read<T>(Sent sent, Func<byte[], T> read)
    {
        if (sent.IsAway)
            return new Outcome<T>.Unavailable(Outage.Of(sent));

        var answer = sent.Answer!;
        return answer.Status switch
        {
            HttpStatusCode.Accepted when answer.RetryAfter is { } wait => new Outcome<T>.OnItsWay(wait),
            HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted or HttpStatusCode.NoContent => new Outcome<T>.Done(read(answer.Body), answer.Version),
            HttpStatusCode.NotFound => new Outcome<T>.NotFound(),
            HttpStatusCode.PreconditionFailed => new Outcome<T>.Stale(),
            HttpStatusCode.Conflict or HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity when Problem.Read(answer.Body) is { } problem => Of<T>(answer, problem),
            _ => throw CaseWorkerException.Of(sent),
        };
    }

    private static Outcome<T> Of<T>(Answer answer, Problem problem) => (answer.Status, problem) switch
    {
        (HttpStatusCode.Conflict, { Word: "not-stored-yet" }) => new Outcome<T>.OnItsWay(answer.RetryAfter ?? SoonAgain),
        (HttpStatusCode.Conflict, { ParkedId: { } parkedId }) => new Outcome<T>.Parked(parkedId),
        (HttpStatusCode.Conflict, _) => new Outcome<T>.Conflict(problem),
        _ => new Outcome<T>.Refused(problem.ErrorsOrTitle),
    };
}
