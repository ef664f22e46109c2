using System.Text.Json;
using CaseWorker.Tests.Host;
using Xunit;

namespace CaseWorker.Tests.Access.Http;

public sealed class AllowedHostsTests
{
    private const string Catalog = """{ "hubs": [ { "id": 1, "name": "Main", "roles": [ { "id": 1, "name": "Manager" } ], "departments": [ { "id": 10, "name": "Support" } ], "services": [ { "id": 1, "name": "Billing", "departmentId": 10 } ] } ] }""";

    [Theory]
    [InlineData("/api/cases", 400, "application/problem+json", "urn:caseworker:problem:")]
    [InlineData("/v1/actionmanagement/hubs/1/roles", 400, "application/problem+json", "urn:caseworker:problem:")]
    [InlineData("/api/v1/cases", 422, "application/json; charset=utf-8", "{\"error\":")]
    [InlineData("/helpcenter/case", 400, "application/json; charset=utf-8", "{\"error\":\"bad_request\"")]
    [InlineData("/identity/connect/token", 400, "application/json; charset=utf-8", "{\"error\":\"invalid_request\"")]
    public async Task A_host_that_is_not_allowed_is_refused_in_the_words_of_the_address(string path, int status, string contentType, string words)
    {
        await using var program = await WholeProgram.StartAsync(Catalog, null, "--AllowedHosts=cases.example.org");
        using var client = program.ClientWith(WholeProgram.Operator);
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "elsewhere.example.org" } };

        using var answer = await client.SendAsync(request);

        Assert.Equal((status, contentType), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_begin_with_a_host_that_is_allowed()
    {
        await using var program = await WholeProgram.StartAsync(Catalog, null, "--AllowedHosts=cases.example.org;127.0.0.1");
        var caseId = await program.StoreCaseAsync(WholeProgram.Operator, new { ServiceId = 1 });
        using var client = program.ClientWith(WholeProgram.Operator);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/actionmanagement/hubs/1/cases/{caseId}") { Headers = { Host = "cases.example.org:8443" } };

        using var answer = await client.SendAsync(request);

        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal($"http://cases.example.org:8443/v1/actionmanagement/hubs/1/cases/{caseId}", json.GetProperty("links").GetProperty("self").GetString());
    }
}
