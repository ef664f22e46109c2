using System.Text.Json.Serialization.Metadata;

namespace CaseWorker.Gateway.Reference;

/// <summary>An answer that is no error.</summary>
/// <param name="Text">When it comes, and what it is.</param>
internal sealed record Answer(int Status, string Text)
{
    /// <summary>What is written; null: no JSON of a type.</summary>
    public JsonTypeInfo? Type { get; init; }

    /// <summary>What is written where no type stands for it; null: <see cref="Type"/> tells, or nothing is told.</summary>
    public ObjectSchema? Shape { get; init; }

    /// <summary>Null: no body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Names of headers; <see cref="HeaderDocs"/> knows them.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Names of files in Examples, without their ending.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    public static Answer Of(int status, string text, JsonTypeInfo type, params string[] examples) =>
        new(status, text) { Type = type, ContentType = Body.Json, Examples = examples };

    public static Answer Of(int status, string text, ObjectSchema shape, params string[] examples) =>
        new(status, text) { Shape = shape, ContentType = Body.Json, Examples = examples };

    /// <summary>The same with headers.</summary>
    public Answer With(params string[] headers) => this with { Headers = headers };
}
