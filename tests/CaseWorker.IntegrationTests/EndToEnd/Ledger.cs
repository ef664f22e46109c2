using System.Collections.Concurrent;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>What all producers sent, each entry written when its answer came or failed to come.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, Sent> entries = new();

    public int Count => entries.Count;

    public void Add(Sent sent)
    {
        if (!entries.TryAdd(sent.Mark, sent))
            throw new InvalidOperationException($"{sent.Mark} must be sent once, was sent before.");
    }

    /// <summary>Enters what a repetition of the same request brought.</summary>
    public void Replace(Sent sent) => entries[sent.Mark] = sent;

    public IReadOnlyCollection<Sent> All() => [.. entries.Values];

    /// <summary>Those that may or may not have arrived.</summary>
    public IReadOnlyList<Sent> Unanswered() => [.. entries.Values.Where(sent => !sent.IsAccepted)];
}
