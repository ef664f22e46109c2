using System.Text.Json.Nodes;
using CaseWorker.Tests.Host;
using Xunit;

namespace CaseWorker.Tests.Reference;

/// <summary>The program with its document, read once for the tests of a class.</summary>
public sealed class RunningReference : IAsyncLifetime
{
    internal WholeProgram Program { get; private set; } = null!;

    /// <summary>The document as it was sent.</summary>
    internal string Text { get; private set; } = "";

    internal JsonObject Document { get; private set; } = [];

    /// <summary>The operations by "POST /api/cases".</summary>
    internal IReadOnlyDictionary<string, JsonObject> Operations => Document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(operation => ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!.AsObject())))
        .ToDictionary();

    public async ValueTask InitializeAsync()
    {
        Program = await WholeProgram.StartAsync();
        using var client = Program.ClientWith(key: null);
        Text = await client.GetStringAsync("/openapi/v1.json");
        Document = JsonNode.Parse(Text)!.AsObject();
    }

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
