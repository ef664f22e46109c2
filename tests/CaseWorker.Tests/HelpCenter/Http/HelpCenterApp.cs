using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.ActionManagement;
using CaseWorker.Gateway.Cases;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Gateway.Enqueue;
using CaseWorker.Gateway.HelpCenter;
using CaseWorker.Processing;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Cases;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Fifo;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.TextSearch;
using CaseWorker.Storage;
using CaseWorker.Tests.Gateways;
using CaseWorker.Tests.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseWorker.Tests.HelpCenter.Http;

/// <summary>All APIs by which cases are made, seen and changed, with a worker that stores what is sent at once. It is noon, 2026-11-22.</summary>
internal sealed class HelpCenterApp : IAsyncDisposable
{
    public const string Id = "1234567890abcdef12345678";
    public const string OtherId = "abcdef123456789012345678";
    public const string Admin = "admin-key-of-hub-1-0123456789";
    public const string Reseller = "reseller-key-of-hub-1-0123456789";
    public const string ResellerAdmin = "reseller-admin-key-of-hub-1-0123456789";
    public const string NoLevel = "no-level-key-of-hub-1-0123456789";
    public const string Reader = "reader-key-of-hub-1-0123456789";
    public const string Other = "admin-key-of-hub-2-0123456789";

    /// <summary>The path of a list of hub 1, to which parameters can be added.</summary>
    public const string List = "/helpcenter/case?id=" + Id;

    public const string Search = "/helpcenter/case/search?id=" + Id;

    private const string Everything = """["cases:enqueue", "cases:read", "cases:write"]""";

    private const string Catalog =
        $$"""
        { "hubs": [
          { "id": 1, "name": "Main", "helpCenterId": "{{Id}}",
            "tags": [ { "id": 5, "name": "vip" } ],
            "workflows": [ { "id": 543, "name": "Complaint", "extRef": "complaint" } ],
            "triggers": [ { "id": 654, "name": "Low score", "extRef": "low" } ],
            "dataFields": [ { "id": 5423, "name": "Floor", "questionName": "floor" } ],
            "roles": [ { "id": 1, "name": "Case Manager", "assignee": true } ],
            "lists": [
              { "id": 23, "name": "Status", "type": "status", "defaultItem": 1, "items": [
                { "id": 1, "name": "Not Started", "isOpen": true, "caseStatus": "new" }, { "id": 2, "name": "Waiting", "isOpen": true, "caseStatus": "open" },
                { "id": 3, "name": "Done", "isOpen": false, "caseStatus": "closed" } ] },
              { "id": 25, "name": "Category", "type": "category", "items": [ { "id": 7, "name": "Hats", "extRef": "hats" } ] } ],
            "keys": [
              { "name": "desk", "key": "{{Admin}}", "scopes": {{Everything}}, "accessLevel": "ADMIN" },
              { "name": "reseller", "key": "{{Reseller}}", "scopes": {{Everything}}, "accessLevel": "RESELLER" },
              { "name": "reseller admin", "key": "{{ResellerAdmin}}", "scopes": {{Everything}}, "accessLevel": "RESELLER_ADMIN" },
              { "name": "no level", "key": "{{NoLevel}}", "scopes": ["operator"] },
              { "name": "reader", "key": "{{Reader}}", "scopes": ["cases:read"], "accessLevel": "ADMIN" } ] },
          { "id": 2, "name": "Other", "helpCenterId": "{{OtherId}}",
            "departments": [ { "id": 30, "name": "Support" } ],
            "services": [ { "id": 21, "name": "Billing", "departmentId": 30 } ],
            "keys": [ { "name": "desk", "key": "{{Other}}", "scopes": {{Everything}}, "accessLevel": "ADMIN" } ] } ] }
        """;

    private readonly WebApplication app;
    private readonly HttpClient client;

    private HelpCenterApp(WebApplication app, IntakeRig rig, StoringQueue queue)
    {
        this.app = app;
        Rig = rig;
        Queue = queue;
        client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public IntakeRig Rig { get; }

    public StoringQueue Queue { get; }

    public static async Task<HelpCenterApp> StartAsync(Database database)
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
                .AddActionManagement()
                // Callers wait by the real clock, whatever time it is in the test.
                .AddSingleton(provider => ActivatorUtilities.CreateInstance<CaseWaiter>(provider, TimeProvider.System)),
            routes =>
            {
                routes.MapEnqueue();
                routes.MapCases();
                routes.MapCasesApi();
                routes.MapActionManagement();
                routes.MapHelpCenter();
            });
        return new HelpCenterApp(app, rig, queue);
    }

    /// <summary>Stores a case of service 1, or of whichever the body says, straight from the queue.</summary>
    public Task StoreAsync(int caseId, string body = """{"ServiceId":1}""") => Rig.StoreAsync(Rig.Message(body, caseId: caseId));

    /// <summary>The list or search at the path, which must be answered.</summary>
    public async Task<JsonElement> ReadAsync(string path)
    {
        var indexer = new TextIndexer(Rig.Database, TimeProvider.System);
        while ((await indexer.RunAsync(CancellationToken.None)).Cases > 0)
        {
            // What was changed just now is found.
        }

        var answer = await GetAsync(path);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    /// <summary>The one case of hub 1 with the number.</summary>
    public async Task<JsonElement> ShowAsync(int caseNumber) =>
        (await ReadAsync(List + "&limit=500")).GetProperty("cases").EnumerateArray().Single(item => item.GetProperty("caseNumber").GetInt32() == caseNumber);

    /// <summary>The case numbers of a page, in its order.</summary>
    public async Task<string> NumbersAsync(string path) =>
        string.Join(' ', (await ReadAsync(path)).GetProperty("cases").EnumerateArray().Select(item => item.GetProperty("caseNumber").GetInt32()));

    public Task<ApiAnswer> GetAsync(string path, string? key = Admin) => SendAsync(HttpMethod.Get, path, null, key);

    public Task<ApiAnswer> PostAsync(string path, string? json, string? key = Admin) =>
        SendAsync(HttpMethod.Post, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), key);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, string? key = Admin, string? prefer = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);

        return await ApiAnswer.ToAsync(client, request);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }
}
