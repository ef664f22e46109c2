using System.Text.Json.Nodes;

namespace CaseWorker.Gateway.Reference;

/// <summary>A parameter of a route, or a member of a body that is read by hand.</summary>
/// <param name="Schema">Its JSON schema.</param>
internal sealed record Field(string Name, JsonObject Schema, string Text)
{
    public bool IsRequired { get; init; }

    /// <summary>Examples by what they show; empty: none.</summary>
    public IReadOnlyList<(string Title, JsonNode Value)> Examples { get; init; } = [];

    /// <summary>The same, but it must be given.</summary>
    public Field Required => this with { IsRequired = true };

    public static Field String(string name, string text, int? maxLength = null) =>
        new(name, maxLength is { } most ? new JsonObject { ["type"] = "string", ["maxLength"] = most } : Of("string"), text);

    /// <summary>A whole number up to 2,147,483,647.</summary>
    public static Field Whole(string name, string text, int? least = null, int? most = null, int? usual = null)
    {
        var schema = Of("integer", "int32");
        Set(schema, "minimum", least);
        Set(schema, "maximum", most);
        Set(schema, "default", usual);
        return new Field(name, schema, text);
    }

    /// <summary>A whole number of any size.</summary>
    public static Field Long(string name, string text) => new(name, Of("integer", "int64"), text);

    public static Field Flag(string name, string text) => new(name, Of("boolean"), text);

    /// <summary>An instant, ISO 8601.</summary>
    public static Field Instant(string name, string text) => new(name, Of("string", "date-time"), text);

    /// <summary>One of the words.</summary>
    public static Field Word(string name, string text, string[] words, string? usual = null)
    {
        var schema = Of("string");
        schema["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]);
        if (usual is not null)
            schema["default"] = usual;

        return new Field(name, schema, text);
    }

    public static Field List(string name, string type, string text) => new(name, new JsonObject { ["type"] = "array", ["items"] = Of(type) }, text);

    /// <summary>The same, with examples.</summary>
    public Field Like(params (string Title, JsonNode Value)[] examples) => this with { Examples = examples };

    /// <summary>The same; null can be sent too.</summary>
    public Field OrNull()
    {
        var schema = (JsonObject)Schema.DeepClone();
        schema["type"] = new JsonArray((string)schema["type"]!, "null");
        return this with { Schema = schema };
    }

    private static JsonObject Of(string type, string? format = null)
    {
        var schema = new JsonObject { ["type"] = type };
        if (format is not null)
            schema["format"] = format;

        return schema;
    }

    private static void Set(JsonObject schema, string name, int? value)
    {
        if (value is { } number)
            schema[name] = number;
    }
}
