using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace CaseWorker.Gateway.Reference;

/// <summary>The schemas of one document, made of the very types and JSON contexts that are written; each type of ours once, under its name.</summary>
internal sealed class SchemaBook(OpenApiDocument document)
{
    private readonly Dictionary<string, Type> names = new(StringComparer.Ordinal);

    /// <summary>The schema of what is written or read with the type.</summary>
    /// <param name="isWritten">True: members that are always written are said to be always there.</param>
    public IOpenApiSchema Of(JsonTypeInfo type, bool isWritten) => Parse(NodeOf(type.Type, type.Options, isWritten));

    /// <summary>The schema of members that are read by hand.</summary>
    public IOpenApiSchema Of(string name, IReadOnlyList<Field> members)
    {
        if (names.TryAdd(name, typeof(Field)))
            document.AddComponent(name, Parse(ObjectOf(members)));

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>The schema of what no type stands for, and those that it refers to.</summary>
    public IOpenApiSchema Of(ObjectSchema schema)
    {
        if (names.TryAdd(schema.Name, typeof(ObjectSchema)))
        {
            foreach (var inner in schema.Inner)
                Of(inner);

            document.AddComponent(schema.Name, Parse(schema.Json));
        }

        return new OpenApiSchemaReference(schema.Name, document);
    }

    public IOpenApiSchema Parse(JsonNode schema)
    {
        if (schema is JsonObject { Count: 1 } reference && reference["$ref"] is { } target)
            return new OpenApiSchemaReference(((string)target!).Split('/')[^1], document);

        return OpenApiModelFactory.Parse<OpenApiSchema>(schema.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _, OpenApiConstants.Json)
            ?? throw new InvalidOperationException($"The schema must be readable, is {schema.ToJsonString()}.");
    }

    private static JsonObject ObjectOf(IReadOnlyList<Field> members)
    {
        var properties = new JsonObject();
        foreach (var member in members)
        {
            var schema = (JsonObject)member.Schema.DeepClone();
            schema["description"] = member.Text;
            properties[member.Name] = schema;
        }

        var node = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (members.Any(member => member.IsRequired))
            node["required"] = new JsonArray([.. members.Where(member => member.IsRequired).Select(member => JsonValue.Create(member.Name))]);

        return node;
    }

    private JsonNode NodeOf(Type type, JsonSerializerOptions options, bool isWritten)
    {
        if (IsOurs(type))
            return ReferenceTo(type, options, isWritten);

        return options.GetJsonSchemaAsNode(type, ExporterFor(options, isWritten));
    }

    private JsonObject ReferenceTo(Type type, JsonSerializerOptions options, bool isWritten)
    {
        var name = SchemaNames.Of(type);
        if (names.TryAdd(name, type))
            document.AddComponent(name, Parse(options.GetJsonSchemaAsNode(type, ExporterFor(options, isWritten))));
        else if (names[name] != type)
            throw new InvalidOperationException($"Schemas must have different names, {name} is {names[name]} and {type}.");

        return new JsonObject { ["$ref"] = "#/components/schemas/" + name };
    }

    private JsonSchemaExporterOptions ExporterFor(JsonSerializerOptions options, bool isWritten) => new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) => Transform(context, schema, options, isWritten),
    };

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema, JsonSerializerOptions options, bool isWritten)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var isNull = context.TypeInfo.Type != type || (context.PropertyInfo?.IsGetNullable ?? false);
        if (WrittenByHand.Find(context) is { } byHand)
            return byHand;
        if (type == typeof(DateTimeOffset))
            return OrNull(new JsonObject { ["type"] = "string", ["format"] = "date-time" }, isNull);

        // What stands inside another is told by its name.
        if (IsOurs(type) && !context.Path.IsEmpty)
            return isNull ? NullOr(ReferenceTo(type, options, isWritten)) : ReferenceTo(type, options, isWritten);
        if (schema is not JsonObject node)
            return new JsonObject();

        AddFormat(node, type);
        if (context.PropertyInfo is { Set: null, IsGetNullable: false } && node["type"] is JsonArray kinds)
            node["type"] = (string)kinds.First(kind => (string)kind! != "null")!;
        if (isWritten && context.TypeInfo.Kind == JsonTypeInfoKind.Object && AlwaysWritten(context.TypeInfo) is { Length: > 0 } always)
            node["required"] = new JsonArray([.. always.Select(name => JsonValue.Create(name))]);

        return node;
    }

    private static void AddFormat(JsonObject node, Type type)
    {
        if (type == typeof(int))
            node["format"] = "int32";
        else if (type == typeof(long))
            node["format"] = "int64";
        else if (type == typeof(decimal) || type == typeof(double))
            node["format"] = "double";

        // Numbers that may also be read from strings would be told as patterns.
        node.Remove("pattern");
    }

    private static string[] AlwaysWritten(JsonTypeInfo type) => type.Options.DefaultIgnoreCondition != JsonIgnoreCondition.Never
        ? []
        : [.. type.Properties.Where(IsAlwaysWritten).Select(property => property.Name)];

    private static bool IsAlwaysWritten(JsonPropertyInfo property) =>
        property.AttributeProvider is not MemberInfo member || member.GetCustomAttribute<JsonIgnoreAttribute>() is null;

    private static JsonObject OrNull(JsonObject schema, bool isNull)
    {
        if (isNull)
            schema["type"] = new JsonArray((string)schema["type"]!, "null");

        return schema;
    }

    // In the form that every reader of version 3.0 understands.
    private static JsonObject NullOr(JsonObject reference) => new() { ["type"] = new JsonArray("object", "null"), ["allOf"] = new JsonArray(reference) };

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("CaseWorker", StringComparison.Ordinal) is true && !type.IsEnum;
}
