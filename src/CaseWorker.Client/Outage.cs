using System.Net;

namespace CaseWorker.Client;

/// <summary>CaseWorker, or the way to it, was away for longer than the client is patient.</summary>
public sealed record Outage
{
    /// <summary>How often the request was sent.</summary>
    public required int Attempts { get; init; }

    /// <summary>False: it is certain that nothing was done. True: it may have been done, or not.</summary>
    public required bool IsOutcomeUnknown { get; init; }

    /// <summary>The last answer's status: 502, 503 or 504; null: the last attempt had no answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>What the last answer said; null: nothing.</summary>
    public Problem? Problem { get; init; }

    /// <summary>When the last answer asked to come again; null: it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Why the last attempt had no answer; null where it had one.</summary>
    public Exception? Cause { get; init; }

    internal static Outage Of(Sent sent) => new()
    {
        Attempts = sent.Attempts,
        IsOutcomeUnknown = sent.IsOutcomeUnknown,
        Status = sent.Answer?.Status,
        Problem = sent.Answer is { } answer ? Problem.Read(answer.Body) : null,
        RetryAfter = sent.Answer?.RetryAfter,
        Cause = sent.Failure,
    };
}
