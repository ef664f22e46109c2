namespace CaseWorker.Processing.Access;

/// <summary>What a key may do.</summary>
[Flags]
public enum Scopes
{
    None = 0,

    /// <summary>Enqueue cases into the key's hub.</summary>
    Enqueue = 1,

    /// <summary>Read what is in the key's hub.</summary>
    Read = 2,

    /// <summary>Change cases of the key's hub.</summary>
    Write = 4,

    /// <summary>The key's hub: its part of the catalogue, its keys, its parked messages.</summary>
    Admin = 8,

    /// <summary>The whole installation. Holds every other scope.</summary>
    Operator = 16,
}

/// <summary>The words that stand for scopes on the wire and in the database.</summary>
public static class ScopeWords
{
    private static readonly (string Word, Scopes Scope)[] Words =
    [
        ("cases:enqueue", Scopes.Enqueue),
        ("cases:read", Scopes.Read),
        ("cases:write", Scopes.Write),
        ("admin", Scopes.Admin),
        ("operator", Scopes.Operator),
    ];

    /// <summary>All words, for messages: "cases:enqueue, cases:read, …".</summary>
    public static string All { get; } = string.Join(", ", Words.Select(pair => pair.Word));

    /// <summary><see cref="Scopes.None"/> when the word stands for none.</summary>
    public static Scopes Find(string word) => Words.FirstOrDefault(pair => pair.Word == word).Scope;

    /// <summary>Reads words parted by spaces; unknown ones count for nothing, so that an older program grants no more than it knows.</summary>
    public static Scopes Parse(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(Scopes.None, (scopes, word) => scopes | Find(word));

    /// <summary>The words in the order of the scopes' values.</summary>
    public static IReadOnlyList<string> Of(Scopes scopes) => [.. Words.Where(pair => scopes.HasFlag(pair.Scope)).Select(pair => pair.Word)];

    internal static string Join(Scopes scopes) => string.Join(' ', Of(scopes));
}
