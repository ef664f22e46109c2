using System.Net.ServerSentEvents;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Events;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Tests.Gateways;
using CaseWorker.Tests.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Tests.Events.Http;

/// <summary>The telling part of a gateway on a free port of this machine, beside a worker over the same database, which the test steps.</summary>
internal sealed class EventsApp : IAsyncDisposable
{
    public const string Reader = "reader-key-of-hub-1-0123456789";
    public const string Enqueuer = "enqueuer-key-of-hub-1-0123456789";
    public const string OtherReader = "reader-key-of-hub-2-0123456789";

    private const string Keys =
        $$"""
        { "hubs": [
          { "id": 1, "name": "Main", "keys": [
            { "name": "reader", "key": "{{Reader}}", "scopes": ["cases:read"] },
            { "name": "enqueuer", "key": "{{Enqueuer}}", "scopes": ["cases:enqueue"] } ] },
          { "id": 2, "name": "Other",
            "departments": [ { "id": 30, "name": "Support" } ],
            "services": [ { "id": 21, "name": "Billing", "departmentId": 30 } ],
            "keys": [ { "name": "reader", "key": "{{OtherReader}}", "scopes": ["cases:read"] } ] } ] }
        """;

    private readonly WebApplication app;
    private readonly EventProcess worker;
    private readonly HttpClient client;

    private EventsApp(WebApplication app, IntakeRig rig)
    {
        this.app = app;
        Rig = rig;
        worker = new EventProcess(rig.Database, "worker", TimeProvider.System);
        client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public Uri Address => client.BaseAddress!;

    public IntakeRig Rig { get; }

    public KeyKeeper KeyKeeper => app.Services.GetRequiredService<KeyKeeper>();

    public static async Task<EventsApp> StartAsync(Database database, int maxStreams = 500)
    {
        var rig = await IntakeRig.StartAsync(database, StorageRows.Noon);
        await rig.ApplyAsync(Keys);
        var app = await GatewayPart.StartAsync(
            services => services
                .AddSingleton(TimeProvider.System)
                .AddSingleton(database)
                .AddCatalogs()
                .AddAccess()
                .AddEventStreams()
                .Configure<EventStreamOptions>(options => options.MaxStreams = maxStreams),
            routes => routes.MapEvents());
        return new EventsApp(app, rig);
    }

    /// <summary>Stores cases of a service and gives their events numbers: two for each case, one where the department has no reps.</summary>
    public async Task StoreAsync(int count, int serviceId = 1)
    {
        await Rig.StoreAsync([.. Enumerable.Range(0, count).Select(_ => Rig.Message($$"""{"ServiceId":{{serviceId}}}"""))]);
        await worker.KeepAsync();
        await worker.NumberAllAsync();
    }

    /// <summary>Parks a message and gives its event a number.</summary>
    public async Task ParkAsync(string body)
    {
        await Rig.StoreAsync(Rig.Message(body));
        await worker.KeepAsync();
        await worker.NumberAllAsync();
    }

    /// <summary>Opens a stream, as soon as the gateway lets it.</summary>
    public async Task<Listener> ListenAsync(string key = Reader, string? after = null)
    {
        var response = await AskAsync(key, after);
        response.EnsureSuccessStatusCode();
        return new Listener(response, await response.Content.ReadAsStreamAsync());
    }

    public async Task<HttpResponseMessage> AskAsync(string key = Reader, string? after = null, string query = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/events" + query);
        request.Headers.Add("X-Api-Key", key);
        if (after is not null)
            request.Headers.Add("Last-Event-ID", after);

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>Somebody who listens, with the framework's own reader of such streams.</summary>
internal sealed class Listener(HttpResponseMessage response, Stream stream) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly IAsyncEnumerator<SseItem<string>> items = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();

    /// <summary>The next events; null behind the last, when the stream has ended in peace.</summary>
    public async Task<SseItem<string>?> NextAsync() => await items.MoveNextAsync().AsTask().WaitAsync(Limit) ? items.Current : null;

    public async Task<List<SseItem<string>>> NextAsync(int count)
    {
        var read = new List<SseItem<string>>();
        while (read.Count < count && await NextAsync() is { } item)
            read.Add(item);

        return read;
    }

    public async ValueTask DisposeAsync()
    {
        await items.DisposeAsync();
        response.Dispose();
    }
}
