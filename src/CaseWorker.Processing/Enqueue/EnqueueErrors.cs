using System.Collections.Frozen;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Collects what is wrong with a request, by the PascalCase name of the member. Empty until the first error, and free until then.</summary>
internal sealed class EnqueueErrors
{
    /// <summary>The name under which errors of the whole body stand.</summary>
    public const string Body = "$";

    public static readonly IReadOnlyDictionary<string, string[]> None = FrozenDictionary<string, string[]>.Empty;

    private Dictionary<string, List<string>>? found;

    /// <summary>Adds a sentence; the same sentence about the same member is kept once.</summary>
    public void Add(string member, string sentence)
    {
        found ??= new Dictionary<string, List<string>>(StringComparer.Ordinal);
        if (!found.TryGetValue(member, out var sentences))
            found.Add(member, sentences = []);

        if (!sentences.Contains(sentence))
            sentences.Add(sentence);
    }

    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        found?.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal) ?? None;
}
