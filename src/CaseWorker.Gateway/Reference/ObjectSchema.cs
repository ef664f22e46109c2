using System.Text.Json.Nodes;

namespace CaseWorker.Gateway.Reference;

/// <summary>The schema of an object that no type stands for.</summary>
/// <param name="Name">Under which it stands in the document.</param>
/// <param name="Inner">Those that it refers to by their names.</param>
internal sealed record ObjectSchema(string Name, JsonObject Json, IReadOnlyList<ObjectSchema> Inner);
