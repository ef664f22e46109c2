namespace CaseWorker.Processing.Parking;

/// <summary>How the request to retry a parked message ended.</summary>
public enum RetryOutcome
{
    /// <summary>The message is in its partition's queue; the row is resolved, or parked again, once it was stored.</summary>
    Sent,

    /// <summary>No such message, or one of another hub.</summary>
    NotFound,

    /// <summary>The row is resolved or discarded, or another retry of it began meanwhile. Nothing was done.</summary>
    NotParked,

    /// <summary>A retry of unknown outcome is under way; it can be sent again as it is, but not with another payload. Nothing was done.</summary>
    PayloadMustStay,

    /// <summary>The payload can't become a case. Nothing was done.</summary>
    Invalid,

    /// <summary>The queue is away; the row is parked as before.</summary>
    NotSent,

    /// <summary>Perhaps in the queue. The row stays retrying; retrying it again is safe.</summary>
    Unknown,
}

/// <summary>The outcome with what explains it.</summary>
/// <param name="State">The row's state where the outcome is about that; null otherwise.</param>
/// <param name="Errors">By member, as for a new request; null unless the payload is invalid.</param>
public sealed record RetryResult(RetryOutcome Outcome, string? State = null, IReadOnlyDictionary<string, string[]>? Errors = null);

/// <summary>How the request to discard a parked message ended.</summary>
public enum DiscardOutcome
{
    /// <summary>It will never become a case.</summary>
    Discarded,

    /// <summary>No such message, or one of another hub.</summary>
    NotFound,

    /// <summary>The row is in another state. Nothing was done.</summary>
    NotParked,
}
