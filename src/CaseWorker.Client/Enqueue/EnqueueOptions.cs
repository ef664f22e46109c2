namespace CaseWorker.Client;

/// <summary>How a case is enqueued.</summary>
public sealed record EnqueueOptions
{
    /// <summary>Makes this call, and every later one with the same key and request, the same case; 1 to 255 visible ASCII characters.</summary>
    /// <value>Null: a new key, kept for all attempts of this call.</value>
    public string? IdempotencyKey { get; init; }

    /// <summary>False: no key is sent, and a request that may have been accepted is not sent again.</summary>
    /// <value>True.</value>
    public bool UseIdempotencyKey { get; init; } = true;

    /// <summary>How long CaseWorker waits for the case to be stored before it answers; whole seconds, more than 30 counts as 30.</summary>
    /// <value>Null: it answers as soon as the case is accepted.</value>
    public TimeSpan? Wait { get; init; }
}
