using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CaseWorker.Gateway.Reference;

/// <summary>Stands for the catalogue, which is read and written by hand.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class CatalogSchema : JsonSerializerContext
{
    public static JsonTypeInfo Type { get; } = new CatalogSchema(new JsonSerializerOptions()).JsonObject;
}
