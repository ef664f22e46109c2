using System.Text;
using System.Text.Json;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.ActionManagement;
using CaseWorker.Gateway.Cases;
using CaseWorker.Gateway.Links;
using CaseWorker.Processing;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Cases;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Tests.Gateways;
using CaseWorker.Tests.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>The Action Management API on a free port of this machine, with the catalogue of the document's examples. Links begin at <c>http://example.org</c>.</summary>
internal sealed class ActionApp : IAsyncDisposable
{
    public const string Hub = "/v1/actionmanagement/hubs/96";

    private readonly WebApplication app;
    private readonly HttpClient client;

    private ActionApp(WebApplication app, IntakeRig rig)
    {
        this.app = app;
        Rig = rig;
        client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public IntakeRig Rig { get; }

    /// <summary>Where the app listens.</summary>
    public Uri Address => client.BaseAddress!;

    /// <param name="now">When the catalogue is applied.</param>
    /// <param name="publicUrl">Empty: links begin with the Host header.</param>
    /// <param name="queryTimeout">Null: as usual.</param>
    public static async Task<ActionApp> StartAsync(Database database, DateTimeOffset now, string publicUrl = "http://example.org", TimeSpan? queryTimeout = null)
    {
        var rig = await IntakeRig.StartAsync(database, now);
        await rig.ApplyAsync(ActionCatalog.Json);
        await rig.Catalogs.LoadAsync(CancellationToken.None);
        var app = await GatewayPart.StartAsync(
            services => services
                .AddSingleton<TimeProvider>(rig.Clock)
                .AddSingleton(Instance.OfThisProcess())
                .AddSingleton(database)
                .AddSingleton(rig.Catalogs)
                .AddSingleton<ICaseQueue>(new StoringQueue(rig))
                .AddAccess()
                .AddCases()
                .AddActionManagement()
                .Configure<ActionManagementOptions>(options => options.QueryTimeout = queryTimeout ?? options.QueryTimeout)
                .Configure<PublicAddressOptions>(options => options.PublicUrl = publicUrl),
            routes =>
            {
                routes.MapCases();
                routes.MapActionManagement();
            });
        return new ActionApp(app, rig);
    }

    /// <summary>Changes the catalogue; null members of <paramref name="hub"/> that are left out stay.</summary>
    /// <param name="hub">The members of hub 96 after id and name.</param>
    public async Task ApplyAsync(string hub)
    {
        await Rig.ApplyAsync($$"""{ "hubs": [ { "id": 96, "name": "Example", {{hub}} } ] }""");
        await Rig.Catalogs.LoadAsync(CancellationToken.None);
    }

    /// <summary>Applies a catalogue of which nothing may be refused.</summary>
    public async Task ApplyWholeAsync(string json)
    {
        Assert.Empty((await Rig.Applier.ApplyAsync(CatalogFile.Read(Encoding.UTF8.GetBytes(json)), null, CancellationToken.None)).Errors);
        await Rig.Catalogs.LoadAsync(CancellationToken.None);
    }

    /// <summary>Stores a case of service 960 unless the body says otherwise.</summary>
    public async Task StoreAsync(int caseId, string members = "")
    {
        var service = members.Contains("\"ServiceId\"", StringComparison.Ordinal) ? "" : "\"ServiceId\":960";
        await Rig.StoreAsync(Rig.Message($"{{{service}{(service.Length > 0 && members.Length > 0 ? "," : "")}{members}}}", caseId: caseId));
    }

    /// <summary>Does a command for the key "full" of the hub, or another actor.</summary>
    public async Task RunAsync(int caseId, CaseCommand command, string by = "full", int? repId = null) =>
        Assert.IsType<CaseResult.Done>(await Rig.Desk.RunAsync(new CaseTarget(caseId, ActionCatalog.HubId, new Actor(by, repId)), command, CancellationToken.None));

    /// <param name="path">After the address of hub 96.</param>
    public Task<ApiAnswer> GetAsync(string path, string? key = ActionCatalog.Full) => SendAsync(HttpMethod.Get, Hub + path, null, key);

    /// <summary>A case as GET answers it.</summary>
    public async Task<JsonElement> CaseAsync(int caseId)
    {
        var answer = await GetAsync($"/cases/{caseId}");
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    public Task<ApiAnswer> PutAsync(int caseId, string json, string? key = ActionCatalog.Full, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, $"{Hub}/cases/{caseId}", new StringContent(json, Encoding.UTF8, "application/json"), key, headers);

    public Task<ApiAnswer> DeleteAsync(int caseId, string? key = ActionCatalog.Full, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Delete, $"{Hub}/cases/{caseId}", null, key, headers);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, string? key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
            request.Headers.Add("X-Api-Key", key);
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
