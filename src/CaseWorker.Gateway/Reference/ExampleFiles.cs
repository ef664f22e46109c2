using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CaseWorker.Gateway.Reference;

/// <summary>The examples of the reference: files beside it, those of the four documents first of all.</summary>
internal static class ExampleFiles
{
    private const string Prefix = "CaseWorker.Gateway.Reference.Examples.";

    /// <param name="name">The file's, without its ending; the words in it become the title.</param>
    public static KeyValuePair<string, IOpenApiExample> Find(string name) =>
        KeyValuePair.Create<string, IOpenApiExample>(name, new OpenApiExample { Summary = name.Replace('-', ' '), Value = Read(name) });

    public static JsonNode Read(string name)
    {
        using var file = typeof(ExampleFiles).Assembly.GetManifestResourceStream($"{Prefix}{name}.json")
            ?? throw new InvalidOperationException($"Examples must have a file {name}.json, have none.");
        return JsonNode.Parse(file)!;
    }
}
