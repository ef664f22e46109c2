namespace CaseWorker.Processing.ActionManagement;

/// <summary>A workflow or a trigger. <paramref name="Name"/> is null only for one that was taken from the catalogue while a case still names it.</summary>
public sealed record NamedEntry(int Id, string? Name, string? ExtRef);

/// <summary>The workflows or the triggers of a program.</summary>
public sealed class NamedEntries
{
    private readonly Dictionary<int, NamedEntry> byId;
    private readonly Dictionary<string, NamedEntry> byExtRef = new(StringComparer.Ordinal);

    public NamedEntries(IReadOnlyList<NamedEntry> all)
    {
        All = all;
        byId = all.ToDictionary(entry => entry.Id);
        foreach (var entry in all.Where(entry => entry.ExtRef is not null))
            byExtRef.TryAdd(entry.ExtRef!, entry);
    }

    /// <summary>In the order of the catalogue.</summary>
    public IReadOnlyList<NamedEntry> All { get; }

    /// <summary>Null when there is none of that id.</summary>
    public NamedEntry? Find(int id) => byId.GetValueOrDefault(id);

    /// <summary>The first of that reference, to the letter; null: none, or no reference was given.</summary>
    public NamedEntry? Find(string? extRef) => extRef is null ? null : byExtRef.GetValueOrDefault(extRef);
}
