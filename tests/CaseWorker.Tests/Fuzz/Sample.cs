using System.Text.Json.Nodes;

namespace CaseWorker.Tests.Fuzz;

/// <summary>What a good request to a route looks like, apart from its path.</summary>
/// <param name="Query">Decoded.</param>
/// <param name="Json">The body; null: none.</param>
/// <param name="Form">Fields that may be sent in any of the ways that forms know, and as JSON; null: none.</param>
internal sealed record Sample(IReadOnlyList<(string Name, string Value)> Query, JsonNode? Json, IReadOnlyList<(string Name, string Value)>? Form)
{
    public static Sample Nothing { get; } = new([], null, null);

    public static Sample OfQuery(params (string Name, string Value)[] query) => new(query, null, null);

    public static Sample OfJson(JsonNode json) => new([], json, null);

    public static Sample OfForm(params (string Name, string Value)[] form) => new([], null, form);
}
