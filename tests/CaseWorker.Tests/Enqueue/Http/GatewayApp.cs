using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Enqueue;
using CaseWorker.Processing;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Tests.Gateways;
using CaseWorker.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseWorker.Tests.Enqueue.Http;

/// <summary>A gateway on a free port of this machine, with a database of its own and a recording queue.</summary>
internal sealed class GatewayApp : IAsyncDisposable
{
    public const string Main = "main-key-of-hub-1-0123456789";
    public const string Other = "other-key-of-hub-2-0123456789";
    public const string ReadOnly = "reader-key-of-hub-1-0123456789";
    public const string Operator = "operator-key-of-hub-1-0123456789";

    private const string Catalog =
        $$"""
        { "hubs": [
          { "id": 1, "name": "Main",
            "departments": [ { "id": 10, "name": "Support" } ],
            "services": [ { "id": 1, "name": "Billing", "extRef": "billing", "departmentId": 10 },
                          { "id": 2, "name": "Sales", "extRef": "sales", "departmentId": 10 },
                          { "id": 3, "name": "Closed", "extRef": "closed", "departmentId": 10, "active": false } ],
            "keys": [ { "name": "web", "key": "{{Main}}", "scopes": ["cases:enqueue"] },
                      { "name": "reader", "key": "{{ReadOnly}}", "scopes": ["cases:read"] },
                      { "name": "op", "key": "{{Operator}}", "scopes": ["operator"] } ] },
          { "id": 2, "name": "Other",
            "departments": [ { "id": 20, "name": "Support" } ],
            "services": [ { "id": 21, "name": "Billing", "extRef": "billing", "departmentId": 20 } ],
            "keys": [ { "name": "other", "key": "{{Other}}", "scopes": ["cases:enqueue"] } ] } ] }
        """;

    private readonly WebApplication app;

    private GatewayApp(WebApplication app) => this.app = app;

    public RecordingQueue Queue => (RecordingQueue)app.Services.GetRequiredService<ICaseQueue>();

    public Database Database => app.Services.GetRequiredService<Database>();

    public IServiceProvider Services => app.Services;

    /// <summary>Presents the key of hub 1.</summary>
    public HttpClient Client { get; private set; } = null!;

    public static async Task<GatewayApp> StartAsync(StorageFixture storage, TimeProvider? clock = null)
    {
        var database = await storage.OpenFreshAsync();
        var app = await GatewayPart.StartAsync(
            services => services
                .AddSingleton(clock ?? TimeProvider.System)
                .AddSingleton(Instance.OfThisProcess())
                .AddSingleton(database)
                .AddSingleton<ICaseQueue, RecordingQueue>()
                .AddCatalogs()
                .AddAccess()
                .AddEnqueue(),
            routes =>
            {
                routes.MapTokens();
                routes.MapEnqueue();
                routes.MapGet("/broken", string () => throw new InvalidOperationException("a secret")).AllowAnonymous();
                routes.MapGet("/unmarked", () => "for operators");
            });
        var gateway = new GatewayApp(app);
        Assert.Empty((await app.Services.GetRequiredService<CatalogApplier>().ApplyAsync(CatalogFile.Read(Encoding.UTF8.GetBytes(Catalog)), null, CancellationToken.None)).Errors);
        await gateway.RefreshAsync();
        gateway.Client = gateway.ClientWith(Main);
        return gateway;
    }

    /// <summary>Confirms the copies of catalogue and keys, as the refresher does each second.</summary>
    public async Task RefreshAsync()
    {
        await Services.GetRequiredService<CatalogCache>().LoadAsync(CancellationToken.None);
        await Services.GetRequiredService<KeyRing>().LoadAsync(CancellationToken.None);
    }

    public HttpClient ClientWith(string? key)
    {
        // Some tests send headers that a careful client would not.
        var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        var client = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()) };
        if (key is not null)
            client.DefaultRequestHeaders.Add("X-Api-Key", key);

        return client;
    }

    public Task<Reply> PostAsync(string json, params (string Name, string Value)[] headers) =>
        PostAsync("/api/cases", JsonContent(Encoding.UTF8.GetBytes(json)), headers);

    public async Task<Reply> PostAsync(string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));

        return await Reply.OfAsync(await Client.SendAsync(request));
    }

    public static ByteArrayContent JsonContent(byte[] body, string contentType = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return content;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>An answer with its body read as JSON; <see cref="Json"/> is undefined when there is none.</summary>
internal sealed record Reply(int Status, HttpResponseMessage Response, JsonElement Json)
{
    public static async Task<Reply> OfAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync();
        return new Reply((int)response.StatusCode, response, body.Length == 0 ? default : JsonDocument.Parse(body).RootElement);
    }

    public int CaseId => Json.GetProperty(nameof(CaseId)).GetInt32();

    public string Problem
    {
        get
        {
            Assert.Equal("application/problem+json", Response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(Status, Json.GetProperty("status").GetInt32());
            return Json.GetProperty("type").GetString()!.Split(':')[^1];
        }
    }

    public IEnumerable<string> Errors => Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal);

    public string? Header(string name) => Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
