using System.Text;
using System.Text.Json.Nodes;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Gateway.Reference;

/// <summary>The catalogue as its readers read it, with what <see cref="CatalogTexts"/> says of each member.</summary>
internal static class CatalogSchema
{
    private const string Root = "Catalog";

    public static ObjectSchema Whole { get; } = Of(Root, "", CatalogShape.Of(Encoding.UTF8.GetBytes(ExampleFiles.Read("catalog").ToJsonString())));

    private static ObjectSchema Of(string name, string path, CatalogShape shape)
    {
        var (properties, required, inner) = (new JsonObject(), new JsonArray(), new List<ObjectSchema>());
        foreach (var member in shape.Members)
        {
            var place = path + member.Name;
            var schema = (JsonObject)member.Schema.DeepClone();
            if (member.Inner is not null)
            {
                inner.Add(Of(Root + One(member.Name), place + ".", member.Inner));
                schema = ReferenceTo(inner[^1].Name, member.IsList);
            }

            schema["description"] = CatalogTexts.Of(place);
            properties[member.Name] = schema;
            if (member.IsRequired)
                required.Add(member.Name);
        }

        var json = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Count > 0)
            json["required"] = required;

        return new ObjectSchema(name, json, inner);
    }

    // In the form that every reader of version 3.0 understands.
    private static JsonObject ReferenceTo(string name, bool isList)
    {
        var reference = new JsonObject { ["$ref"] = "#/components/schemas/" + name };
        return isList
            ? new JsonObject { ["type"] = "array", ["items"] = reference }
            : new JsonObject { ["type"] = new JsonArray("object", "null"), ["allOf"] = new JsonArray(reference) };
    }

    // "subCategories" has entries called SubCategory.
    private static string One(string member)
    {
        var name = char.ToUpperInvariant(member[0]) + member[1..];
        return name.EndsWith("ies", StringComparison.Ordinal) ? name[..^3] + "y" : name.EndsWith('s') ? name[..^1] : name;
    }
}
