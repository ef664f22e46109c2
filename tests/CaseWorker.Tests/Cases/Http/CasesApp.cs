using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Cases;
using CaseWorker.Gateway.DueDates;
using CaseWorker.Gateway.Fifo;
using CaseWorker.Gateway.Parking;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Cases;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.Fifo;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Parking;
using CaseWorker.Storage;
using CaseWorker.Tests.Gateways;
using CaseWorker.Tests.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Tests.Cases.Http;

/// <summary>The reading part of a gateway on a free port of this machine, beside an intake handler over the same database.</summary>
internal sealed class CasesApp : IAsyncDisposable
{
    public const string Reader = "reader-key-of-hub-1-0123456789";
    public const string Writer = "writer-key-of-hub-1-0123456789";
    public const string OtherWriter = "writer-key-of-hub-2-0123456789";
    public const string Admin = "admin-key-of-hub-1-01234567890";
    public const string Operator = "operator-key-of-hub-1-0123456789";
    public const string OtherReader = "reader-key-of-hub-2-0123456789";
    public const string OtherAdmin = "admin-key-of-hub-2-01234567890";

    private const string Keys =
        $$"""
        { "hubs": [
          { "id": 1, "name": "Main", "keys": [
            { "name": "reader", "key": "{{Reader}}", "scopes": ["cases:read"] },
            { "name": "writer", "key": "{{Writer}}", "scopes": ["cases:read", "cases:write"] },
            { "name": "admin", "key": "{{Admin}}", "scopes": ["admin"] },
            { "name": "operator", "key": "{{Operator}}", "scopes": ["operator"] } ] },
          { "id": 2, "name": "Other",
            "departments": [ { "id": 30, "name": "Support" } ],
            "services": [ { "id": 21, "name": "Billing", "departmentId": 30 } ],
            "keys": [
              { "name": "reader", "key": "{{OtherReader}}", "scopes": ["cases:read"] },
              { "name": "writer", "key": "{{OtherWriter}}", "scopes": ["cases:write"] },
              { "name": "admin", "key": "{{OtherAdmin}}", "scopes": ["admin"] } ] } ] }
        """;

    private readonly WebApplication app;

    private CasesApp(WebApplication app, IntakeRig rig, SteppedQueue queue)
    {
        this.app = app;
        Rig = rig;
        Queue = queue;
    }

    public IntakeRig Rig { get; }

    public SteppedQueue Queue { get; }

    public Database Database => Rig.Database;

    /// <summary>Hub 1 as the rig has it, and hub 2 with service 21.</summary>
    public static async Task<CasesApp> StartAsync(Database database)
    {
        var rig = await IntakeRig.StartAsync(database, StorageRows.Noon);
        await rig.ApplyAsync(Keys);
        var queue = new SteppedQueue();
        var app = await GatewayPart.StartAsync(
            services => services
                .AddSingleton<TimeProvider>(rig.Clock)
                .AddSingleton(database)
                .AddSingleton(rig.Catalogs)
                .AddSingleton(rig.Partitions)
                .AddSingleton<ICaseQueue>(queue)
                .AddAccess()
                .AddCases()
                .AddDueDates()
                .AddFifo()
                .AddParking(),
            routes =>
            {
                routes.MapCases();
                routes.MapDueDates();
                routes.MapFifo();
                routes.MapParking();
            });
        return new CasesApp(app, rig, queue);
    }

    /// <summary>Lets the worker store what the gateway sent since the last time.</summary>
    public Task StoreSentAsync() => Rig.StoreAsync(Queue.Take());

    public Task<Answer> GetAsync(string path, string? key = Reader) => SendAsync(HttpMethod.Get, path, key, null);

    public Task<Answer> PostAsync(string path, string? body = null, string? key = Admin, string contentType = "application/json") =>
        SendAsync(HttpMethod.Post, path, key, body is null ? null : new StringContent(body, Encoding.UTF8, contentType));

    /// <summary>A request that says which version of the case it is for.</summary>
    public Task<Answer> SendIfAsync(HttpMethod method, string path, string ifMatch, string? body = null) =>
        SendAsync(method, path, Writer, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), ifMatch);

    public Task<Answer> DeleteAsync(string path, string? key = Writer) => SendAsync(HttpMethod.Delete, path, key, null);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<Answer> SendAsync(HttpMethod method, string path, string? key, HttpContent? content, string? ifMatch = null)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
            request.Headers.Add("X-Api-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, response.Headers.RetryAfter?.ToString(), response.Content.Headers.ContentType?.MediaType, text)
        {
            Version = response.Headers.ETag?.ToString(),
        };
    }
}

/// <summary>An answer of the gateway.</summary>
internal sealed record Answer(int Status, string? RetryAfter, string? ContentType, string Text)
{
    /// <summary>The header ETag; null: none.</summary>
    public string? Version { get; init; }

    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The names of the body's members, in their order.</summary>
    public string Names => NamesOf(Json);

    /// <summary>The word that programs know the problem by.</summary>
    public string Problem => ContentType == "application/problem+json" ? TextOf("type").Split(':')[^1] : $"no problem: {Status} {Text}";

    public JsonElement Items => Json.GetProperty("items");

    public string? Next => Json.GetProperty("next").GetString();

    public static string NamesOf(JsonElement element) => string.Join(", ", element.EnumerateObject().Select(member => member.Name));

    private string TextOf(string name) => Json.GetProperty(name).GetString()!;
}

/// <summary>A queue that keeps what was sent, by several requests at once too, until a test lets it be stored.</summary>
internal sealed class SteppedQueue : ICaseQueue
{
    private readonly ConcurrentQueue<OutgoingMessage> sent = new();

    /// <summary>How sends end from now on; what ends otherwise than accepted is kept only when <see cref="SendOutcome.Unknown"/>.</summary>
    public SendOutcome Outcome { get; set; } = SendOutcome.Accepted;

    public bool IsReady => true;

    /// <summary>False: old messages may still wait in it.</summary>
    public bool IsDrained { get; set; } = true;

    public IReadOnlyList<OutgoingMessage> Sent => [.. sent];

    public Task<bool> IsDrainedAsync(CancellationToken cancellation) => Task.FromResult(IsDrained);

    public Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        if (Outcome != SendOutcome.NotSent)
            sent.Enqueue(outgoing);

        return Task.FromResult(Outcome);
    }

    public CaseWorker.Storage.Intake.IntakeMessage[] Take()
    {
        var messages = new List<CaseWorker.Storage.Intake.IntakeMessage>();
        while (sent.TryDequeue(out var outgoing))
            messages.Add(outgoing.Message);

        return [.. messages];
    }
}
