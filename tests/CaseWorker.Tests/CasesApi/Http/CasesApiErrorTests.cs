using System.Net.Http.Headers;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.CasesApi.Http;

/// <summary>Return codes and limits, as the clients of the Cases API read them.</summary>
public sealed class CasesApiErrorTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Theory]
    [InlineData("GET", "/api/v1/cases", null, 401, "api_error_nokey")]
    [InlineData("POST", "/api/v1/cases/1/addnote", "not-a-key-at-all-0123456789", 401, "api_error_nokey")]
    [InlineData("POST", "/api/v1/cases/1/close", CasesApiApp.Reader, 403, "api_error_noscope")]
    [InlineData("GET", "/api/v1/cases/1", CasesApiApp.Full, 404, "api_error_notfound")]
    [InlineData("POST", "/api/v1/cases/1/close", CasesApiApp.Full, 404, "api_error_notfound")]
    [InlineData("GET", "/api/v1/cases/x", CasesApiApp.Full, 404, "api_error_notfound")]
    [InlineData("GET", "/api/v1/nothing", CasesApiApp.Full, 404, "api_error_notfound")]
    [InlineData("DELETE", "/api/v1/cases", CasesApiApp.Full, 404, "api_error_method")]
    [InlineData("GET", "/API/V1/cases?limit=x", CasesApiApp.Full, 422, "api_error_invalid")]
    public async Task Every_error_has_its_code_its_headers_and_a_body_with_error(string method, string path, string? key, int status, string code)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var answer = await app.SendAsync(new HttpMethod(method), path, null, key);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.NotEmpty(answer.Error);
        Assert.Equal(answer.Error, answer.Header("X-FuseDesk-Error"));
        Assert.Equal(["error"], answer.Json.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Other_addresses_speak_their_own_words()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        Assert.Equal("urn:caseworker:problem:no-key", (await app.GetAsync("/api/cases/1", key: null)).Json.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("text/plain", "depid=10", 404, "api_error_format")]
    [InlineData("application/json", "{", 422, "api_error_invalid")]
    [InlineData("application/json", "[]", 422, "api_error_invalid")]
    [InlineData("application/json", """{"depid":1,"depid":2}""", 422, "api_error_invalid")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nbroken", 422, "api_error_invalid")]
    public async Task A_body_that_can_not_be_read_is_an_error_too(string type, string body, int status, string code)
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var answer = await app.PostAsync("/api/v1/cases", content);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_told_in_the_same_words()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        using var content = new ByteArrayContent(new byte[(16 * 1024 * 1024) + 1]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");

        // A client that asks first is told before it has sent anything.
        var answer = await app.SendAsync(HttpMethod.Post, "/api/v1/cases", content, CasesApiApp.Full, ("Expect", "100-continue"));

        Assert.Equal((413, "api_error_toolarge"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Each_key_has_its_requests_of_an_hour_and_is_told_what_is_left()
    {
        await using var app = await CasesApiApp.StartAsync(Database, requestsPerHour: 3);

        foreach (var left in new[] { "2", "1", "0" })
        {
            var answer = await app.GetAsync("/api/v1/departments");
            Assert.Equal((200, "3", left), (answer.Status, answer.Header("X-FuseDesk-Usage-Limit"), answer.Header("X-FuseDesk-Usage-Remaining")));
        }

        var refused = await app.GetAsync("/api/v1/departments");
        Assert.Equal((429, "api_error_ratelimit", "0", "3600"), (refused.Status, refused.Code, refused.Header("X-FuseDesk-Usage-Remaining"), refused.Header("Retry-After")));
        Assert.Equal(200, (await app.GetAsync("/api/v1/departments", CasesApiApp.Reader)).Status);
        app.Rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await app.GetAsync("/api/v1/departments")).Status);
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_counted()
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        Assert.Equal("", (await app.GetAsync("/api/v1/departments")).Header("X-FuseDesk-Usage-Limit"));
        Assert.Equal(0, await app.Rig.CountAsync("KeyUsage"));
    }
}
