using System.Text.Json.Nodes;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>
/// What the readers of a catalogue ask of an object, written down while they read one: so what is told of the catalogue is what is read.
/// Not thread-safe.
/// </summary>
public sealed class CatalogShape
{
    private readonly OrderedDictionary<string, CatalogMember> members = [];

    /// <summary>In the order of reading.</summary>
    public IReadOnlyList<CatalogMember> Members => [.. members.Values];

    /// <summary>The shape of a whole file.</summary>
    /// <param name="utf8Json">A file with at least one of everything: what stands within an object is asked only where there is one.</param>
    public static CatalogShape Of(ReadOnlyMemory<byte> utf8Json)
    {
        var shape = new CatalogShape();
        CatalogFile.Read(utf8Json, shape);
        return shape;
    }

    /// <summary>Writes down a value; the first who asks says what it is.</summary>
    internal void Add(string name, JsonObject schema) => members.TryAdd(name, new CatalogMember(name, schema));

    /// <summary>Writes down that a member must be given, and not be null.</summary>
    internal void Require(string name)
    {
        var member = members[name];
        if (member.Schema["type"] is JsonArray types)
            member.Schema["type"] = (string)types[0]!;

        members[name] = member with { IsRequired = true };
    }

    /// <summary>Writes down an object, or an array of them, and returns its shape.</summary>
    internal CatalogShape Inner(string name, bool isList)
    {
        members.TryAdd(name, new CatalogMember(name, []) { Inner = new CatalogShape(), IsList = isList });
        return members[name].Inner!;
    }
}

/// <summary>A member of an object of the catalogue.</summary>
/// <param name="Schema">Its JSON schema; of objects and arrays of them <see cref="Inner"/> tells.</param>
public sealed record CatalogMember(string Name, JsonObject Schema)
{
    public bool IsRequired { get; init; }

    /// <summary>Null: it is no object.</summary>
    public CatalogShape? Inner { get; init; }

    /// <summary>True: an array of objects.</summary>
    public bool IsList { get; init; }
}
