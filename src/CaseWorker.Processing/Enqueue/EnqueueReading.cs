using CaseWorker.Contracts;

namespace CaseWorker.Processing.Enqueue;

/// <summary>What was read of a body.</summary>
/// <param name="Request">The members that could be read; null when the body is malformed. CaseId is never set: callers do not choose it.</param>
/// <param name="IsMalformed">True: not JSON, not UTF-8, not an object, too deep, or not a form.</param>
/// <param name="Errors">By the PascalCase name of the member, or "$" for the whole body; empty when all was read.</param>
public sealed record EnqueueReading(CaseEnqueue? Request, bool IsMalformed, IReadOnlyDictionary<string, string[]> Errors)
{
    /// <summary>What the caller wants of the case beyond <see cref="Request"/>; null: nothing.</summary>
    public CaseWish? Wish { get; init; }

    /// <summary>A body of which nothing can be read.</summary>
    public static EnqueueReading Malformed(string sentence) =>
        new(null, true, new Dictionary<string, string[]> { [EnqueueErrors.Body] = [sentence] });
}
