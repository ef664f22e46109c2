using System.Text;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Admin;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage;
using CaseWorker.Tests.Cases.Http;
using CaseWorker.Tests.Gateways;
using CaseWorker.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.Tests.Admin.Http;

/// <summary>The administrating part of a gateway on a free port of this machine. Several can share a database, as processes do.</summary>
internal sealed class AdminApp : IAsyncDisposable
{
    public const string Reader = "reader-key-of-hub-1-0123456789";
    public const string Admin = "admin-key-of-hub-1-01234567890";
    public const string Operator = "operator-key-of-hub-1-0123456789";
    public const string OtherAdmin = "admin-key-of-hub-2-01234567890";

    // Their ids are 1 to 4, in this order.
    private const string Catalog =
        $$"""
        { "hubs": [
          { "id": 1, "name": "Main",
            "departments": [ { "id": 10, "name": "Support" }, { "id": 11, "name": "Sales" } ],
            "reps": [ { "id": 100, "userName": "ann", "firstName": "Ann", "lastName": "Łucka 😀", "departments": [10] } ],
            "services": [ { "id": 1, "name": "Billing", "extRef": "billing", "departmentId": 10 } ],
            "webhooks": [ { "id": 1, "url": "https://example.org/hook", "secret": "very secret" } ],
            "keys": [ { "name": "reader", "key": "{{Reader}}", "scopes": ["cases:read"] },
                      { "name": "admin", "key": "{{Admin}}", "scopes": ["admin"] },
                      { "name": "operator", "key": "{{Operator}}", "scopes": ["operator"], "accessLevel": "ADMIN" } ] },
          { "id": 2, "name": "Other",
            "departments": [ { "id": 20, "name": "Theirs" } ],
            "reps": [ { "id": 200, "userName": "bob", "departments": [20] } ],
            "services": [ { "id": 21, "name": "Their billing", "extRef": "theirs", "departmentId": 20 } ],
            "keys": [ { "name": "other", "key": "{{OtherAdmin}}", "scopes": ["admin"] } ] } ] }
        """;

    private readonly WebApplication app;

    private AdminApp(WebApplication app) => this.app = app;

    public CatalogCache Cache => app.Services.GetRequiredService<CatalogCache>();

    /// <summary>Hubs 1 and 2, the second with department 20, rep 200, service 21.</summary>
    public static async Task<AdminApp> StartAsync(Database database)
    {
        var app = await GatewayPart.StartAsync(
            services => services
                .AddSingleton<TimeProvider>(new FakeTimeProvider(StorageRows.Noon))
                .AddSingleton(database)
                .AddCatalogs()
                .AddAccess()
                .AddSingleton<CatalogRefresher>(),
            routes =>
            {
                routes.MapAdmin();
                routes.MapGet("/for-readers", () => "read").RequireScope(Scopes.Read);
                routes.MapGet("/for-operators", () => "operated").RequireScope(Scopes.Operator);
            });
        var admin = new AdminApp(app);
        Assert.Empty((await app.Services.GetRequiredService<CatalogApplier>().ApplyAsync(CatalogFile.Read(Encoding.UTF8.GetBytes(Catalog)), null, CancellationToken.None)).Errors);
        await admin.RefreshAsync();
        return admin;
    }

    /// <summary>Does what the refresher does each second.</summary>
    public Task RefreshAsync() => app.Services.GetRequiredService<CatalogRefresher>().RefreshAsync(CancellationToken.None);

    public Task<Answer> GetAsync(string path, string? key = Admin) => SendAsync(HttpMethod.Get, path, key, null);

    public Task<Answer> PutCatalogAsync(string body, string? key = Admin) => SendAsync(HttpMethod.Put, "/api/admin/catalog", key, Json(body));

    public Task<Answer> PatchRepAsync(string repId, string body, string? key = Admin) => SendAsync(HttpMethod.Patch, $"/api/admin/reps/{repId}", key, Json(body));

    public Task<Answer> PostKeyAsync(string body, string? key = Admin) => SendAsync(HttpMethod.Post, "/api/admin/keys", key, Json(body));

    public Task<Answer> RevokeAsync(long keyId, string? key = Admin) => SendAsync(HttpMethod.Post, $"/api/admin/keys/{keyId}/revoke", key, null);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? key, HttpContent? content)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
            request.Headers.Add("X-Api-Key", key);

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, response.Headers.RetryAfter?.ToString(), response.Content.Headers.ContentType?.MediaType, text);
    }

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    /// <summary>The places that a refusal names, in the order of the alphabet.</summary>
    public static IEnumerable<string> ErrorsOf(Answer answer)
    {
        Assert.Equal((400, "invalid"), (answer.Status, answer.Problem));
        return answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
