using System.Text.Json.Serialization.Metadata;

namespace CaseWorker.Gateway.Reference;

/// <summary>The body of a request.</summary>
/// <param name="ContentTypes">All that are read; the first is the usual one.</param>
internal sealed record Body(IReadOnlyList<string> ContentTypes)
{
    public const string Json = "application/json";
    public const string TextJson = "text/json";
    public const string Form = "application/x-www-form-urlencoded";
    public const string Multipart = "multipart/form-data";

    /// <summary>What it is read into; null: <see cref="Members"/> are read by hand.</summary>
    public JsonTypeInfo? Type { get; init; }

    /// <summary>What no type stands for; null: one of the others says it.</summary>
    public ObjectSchema? Shape { get; init; }

    /// <summary>The schema's name with <see cref="Members"/>.</summary>
    public string? Name { get; init; }

    public IReadOnlyList<Field> Members { get; init; } = [];

    /// <summary>True: an array of it is sent.</summary>
    public bool IsList { get; init; }

    /// <summary>False: the request may come without.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>Names of files in Examples, without their ending.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    public string? Text { get; init; }

    public static Body OfType(JsonTypeInfo type, params string[] examples) => new([Json, TextJson]) { Type = type, Examples = examples };

    public static Body OfShape(ObjectSchema shape, params string[] examples) => new([Json, TextJson]) { Shape = shape, Examples = examples };

    public static Body OfMembers(string name, params Field[] members) => new([Json, TextJson]) { Name = name, Members = members };
}
