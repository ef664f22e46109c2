namespace CaseWorker.Client;

/// <summary>What became of a call; one of the records below.</summary>
/// <typeparam name="T">What a successful call returns.</typeparam>
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Value">What was asked for, or the thing as it now is.</param>
    /// <param name="Version">The case's version, for <c>ifVersion</c>; null where there is none.</param>
    public sealed record Done(T Value, long? Version) : Outcome<T>;

    /// <summary>The hub has no such thing: it never existed, was deleted, or is another hub's.</summary>
    public sealed record NotFound : Outcome<T>;

    /// <summary>The case was accepted and is not stored yet. Nothing was done.</summary>
    /// <param name="RetryAfter">When to ask again.</param>
    public sealed record OnItsWay(TimeSpan RetryAfter) : Outcome<T>;

    /// <summary>The case could not be stored and waits for an operator. Nothing was done.</summary>
    /// <param name="ParkedId">The message that stands for it.</param>
    public sealed record Parked(long ParkedId) : Outcome<T>;

    /// <summary>Somebody else changed the case meanwhile: it is not of the version that was asked for. Nothing was done.</summary>
    public sealed record Stale : Outcome<T>;

    /// <summary>As things stand it can't be done. Nothing was.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Conflict(Problem Problem) : Outcome<T>;

    /// <summary>Values are wrong. Nothing was done.</summary>
    /// <param name="Errors">Sentences by the name of the member; "$" is the whole request.</param>
    public sealed record Refused(IReadOnlyDictionary<string, IReadOnlyList<string>> Errors) : Outcome<T>;

    /// <summary>CaseWorker was away for longer than the client is patient.</summary>
    /// <param name="Outage">What is known about it, and whether the change may have been made.</param>
    public sealed record Unavailable(Outage Outage) : Outcome<T>;

    /// <summary>The value, for callers who expect nothing but success.</summary>
    /// <exception cref="InvalidOperationException">It is another outcome, which the message names.</exception>
    public T RequireValue() => this is Done done ? done.Value : throw new InvalidOperationException($"The outcome must be Done, is {this}.");
}
