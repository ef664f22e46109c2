using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CaseWorker.Tests.Host;

/// <summary>The running program as callers of all kinds meet it.</summary>
internal sealed class WholeProgram : IAsyncDisposable
{
    /// <summary>An operator's key, of the hub with the lowest id.</summary>
    public const string Operator = "operator-key-of-this-program-0123456789";

    private const string OneHub = """{ "hubs": [ { "id": 1, "name": "Main" } ] }""";

    private readonly RunningProgram program;

    private WholeProgram(RunningProgram program) => this.program = program;

    public IServiceProvider Services => program.Services;

    public Uri Address => program.Address;

    /// <summary>Every route that the program has.</summary>
    public IReadOnlyList<RouteEndpoint> Routes => [.. Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <param name="catalog">A catalogue file; null: one hub.</param>
    /// <param name="logs">Gets all that is logged once the program runs; null: nobody does.</param>
    /// <param name="settings">Each as <c>--Key=value</c>.</param>
    public static async Task<WholeProgram> StartAsync(string? catalog = null, ILoggerProvider? logs = null, params string[] settings)
    {
        var program = await RunningProgram.StartAsync(catalog ?? OneHub, [$"--Auth:BootstrapKey={Operator}", .. settings]);
        if (logs is not null)
            program.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);

        return new WholeProgram(program);
    }

    /// <summary>Presents the key; follows nothing.</summary>
    public HttpClient ClientWith(string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        if (key is not null)
            client.DefaultRequestHeaders.Add("X-Api-Key", key);

        return client;
    }

    /// <summary>Enqueues a case and returns its id once it is stored.</summary>
    public async Task<int> StoreCaseAsync(string key, object request)
    {
        using var client = ClientWith(key);
        client.DefaultRequestHeaders.Add("Prefer", "wait=30");
        using var answer = await client.PostAsJsonAsync("/api/cases", request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("CaseId").GetInt32();
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();
}
