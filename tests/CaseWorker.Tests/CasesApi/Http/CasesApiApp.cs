using System.Text;
using System.Text.Json;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Cases;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Processing;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Cases;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Fifo;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Tests.Gateways;
using CaseWorker.Tests.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace CaseWorker.Tests.CasesApi.Http;

/// <summary>The Cases API on a free port of this machine, with a worker that stores what is sent at once. It is noon, 2026-11-22.</summary>
internal sealed class CasesApiApp : IAsyncDisposable
{
    public const string Full = "full-key-of-hub-1-0123456789";
    public const string Enqueuer = "enqueuer-key-of-hub-1-0123456789";
    public const string Reader = "reader-key-of-hub-1-0123456789";
    public const string Other = "full-key-of-hub-2-0123456789";

    private const string Catalog =
        $$"""
        { "hubs": [
          { "id": 1, "name": "Main",
            "departments": [ { "id": 40, "name": "Empty" } ],
            "reps": [ { "id": 102, "userName": "dan", "firstName": "Dan", "lastName": "Old", "active": false, "departments": [10] } ],
            "tags": [ { "id": 5, "name": "vip" }, { "id": 6, "name": "late" } ],
            "keys": [
              { "name": "full", "key": "{{Full}}", "scopes": ["cases:enqueue", "cases:read", "cases:write"] },
              { "name": "enqueuer", "key": "{{Enqueuer}}", "scopes": ["cases:enqueue"] },
              { "name": "reader", "key": "{{Reader}}", "scopes": ["cases:read"] } ] },
          { "id": 2, "name": "Other",
            "departments": [ { "id": 30, "name": "Support" } ],
            "services": [ { "id": 21, "name": "Billing", "departmentId": 30 } ],
            "tags": [ { "id": 7, "name": "theirs" } ],
            "keys": [ { "name": "full", "key": "{{Other}}", "scopes": ["cases:enqueue", "cases:read", "cases:write"] } ] } ] }
        """;

    private readonly WebApplication app;
    private readonly HttpClient client;

    private CasesApiApp(WebApplication app, IntakeRig rig, StoringQueue queue)
    {
        this.app = app;
        Rig = rig;
        Queue = queue;
        // Who asks whether a body is welcome waits for the answer, however busy the machine is.
        client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public IntakeRig Rig { get; }

    public StoringQueue Queue { get; }

    /// <param name="requestsPerHour">0: as many as one likes.</param>
    public static async Task<CasesApiApp> StartAsync(Database database, int requestsPerHour = 0)
    {
        var rig = await IntakeRig.StartAsync(database, StorageRows.Noon);
        await rig.ApplyAsync(Catalog);
        await rig.Catalogs.LoadAsync(CancellationToken.None);
        var queue = new StoringQueue(rig);
        var app = await GatewayPart.StartAsync(
            services => services
                .AddSingleton<TimeProvider>(rig.Clock)
                .AddSingleton(Instance.OfThisProcess())
                .AddSingleton(database)
                .AddSingleton(rig.Catalogs)
                .AddSingleton(rig.Partitions)
                .AddSingleton<ICaseQueue>(queue)
                .AddAccess()
                .AddCases()
                .AddFifo()
                .AddEnqueue()
                .AddCasesApi()
                .Configure<CasesApiOptions>(options => options.RequestsPerHour = requestsPerHour)
                // Callers wait by the real clock, whatever time it is in the test.
                .AddSingleton(provider => ActivatorUtilities.CreateInstance<CaseWaiter>(provider, TimeProvider.System)),
            routes =>
            {
                routes.MapCases();
                routes.MapCasesApi();
            });
        return new CasesApiApp(app, rig, queue);
    }

    /// <summary>What every new case must have, and more or other values of it.</summary>
    public static (string Name, string Value)[] NewCase(params (string Name, string Value)[] more) =>
    [
        .. new (string Name, string Value)[] { ("depid", "10"), ("summary", "Printer"), ("details", "It burns"), ("openedby", "Zoe") }
            .Where(field => more.All(other => other.Name != field.Name)),
        .. more,
    ];

    /// <summary>Makes a case and returns it.</summary>
    public async Task<JsonElement> CreateAsync(params (string Name, string Value)[] more)
    {
        var answer = await PostAsync("/api/v1/cases/", NewCase(more));
        Assert.Equal((200, ""), (answer.Status, answer.Error));
        return answer.Json;
    }

    public Task<ApiAnswer> GetAsync(string path, string? key = Full) => SendAsync(HttpMethod.Get, path, null, key);

    public Task<ApiAnswer> PostAsync(string path, params (string Name, string Value)[] fields) => PostAsync(path, Form(fields));

    public Task<ApiAnswer> PostAsync(string path, HttpContent? content, string? key = Full) => SendAsync(HttpMethod.Post, path, content, key);

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, string? key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
            request.Headers.Add("X-FuseDesk-API-Key", key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        return await ApiAnswer.ToAsync(client, request);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }
}
