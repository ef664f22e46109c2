using System.Net.Http.Headers;
using System.Text;
using CaseWorker.Processing.Access;
using CaseWorker.Tests.Enqueue.Http;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseWorker.Tests.Access.Http;

public sealed class TokenHttpTests(SqliteFixture fixture) : IAsyncLifetime
{
    private const string Address = "/identity/connect/token";
    private GatewayApp gateway = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        gateway = await GatewayApp.StartAsync(fixture);
        client = gateway.ClientWith(key: null);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("api-user")]
    [InlineData("client_credentials")]
    public async Task A_keys_name_and_the_key_give_a_bearer_token_of_an_hour(string grant)
    {
        var answer = await AskAsync([("grant_type", grant), ("client_id", "web"), ("client_secret", GatewayApp.Main), ("scope", "pub.*")]);
        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("Bearer", 3600, "cases:enqueue"), (Text(answer, "token_type"), answer.Json.GetProperty("expires_in").GetInt32(), Text(answer, "scope")));
        Assert.Equal(("no-store", "no-cache"), (answer.Header("Cache-Control"), answer.Header("Pragma")));
        Assert.Equal(202, await EnqueueAsync("Authorization", "Bearer " + Text(answer, "access_token")));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8")]
    [InlineData("application/x-www-form-urlencoded; charset=ISO-8859-1")]
    public async Task The_form_may_say_in_which_bytes_it_is_written(string contentType)
    {
        using var content = new StringContent($"grant_type=client_credentials&client_id=web&client_secret={GatewayApp.Main}");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        Assert.Equal(200, (int)(await client.PostAsync(Address, content)).StatusCode);
    }

    [Theory]
    [InlineData("web:" + GatewayApp.Main)]
    [InlineData("%77eb:" + GatewayApp.Main)]
    public async Task Name_and_key_may_come_as_HTTP_Basic(string joined)
    {
        var answer = await AskAsync([("grant_type", "client_credentials")], Basic(joined));
        Assert.Equal(200, answer.Status);
        Assert.Equal(202, await EnqueueAsync("Authorization", "Bearer " + Text(answer, "access_token")));
    }

    [Fact]
    public async Task A_token_is_taken_as_Bearer_only_and_a_key_in_all_three_headers()
    {
        var token = Text(await AskAsync([("grant_type", "api-user"), ("client_id", "web"), ("client_secret", GatewayApp.Main)]), "access_token");
        Assert.Equal(401, await EnqueueAsync("X-Api-Key", token));
        Assert.Equal(401, await EnqueueAsync("X-FuseDesk-API-Key", token));
        Assert.Equal(202, await EnqueueAsync("Authorization", "Bearer " + GatewayApp.Main));
        Assert.Equal(202, await EnqueueAsync("X-Api-Key", GatewayApp.Main));
        Assert.Equal(202, await EnqueueAsync("X-FuseDesk-API-Key", GatewayApp.Main));
    }

    [Fact]
    public async Task A_token_allows_what_its_key_allows_and_dies_with_it()
    {
        var token = Text(await AskAsync([("grant_type", "api-user"), ("client_id", "reader"), ("client_secret", GatewayApp.ReadOnly)]), "access_token");
        Assert.Equal(403, await EnqueueAsync("Authorization", "Bearer " + token));

        token = Text(await AskAsync([("grant_type", "api-user"), ("client_id", "web"), ("client_secret", GatewayApp.Main)]), "access_token");
        var keyId = gateway.Services.GetRequiredService<KeyRing>().Find(GatewayApp.Main)!.KeyId;
        await gateway.Services.GetRequiredService<KeyKeeper>().RevokeAsync(keyId, null, CancellationToken.None);
        Assert.Equal(401, await EnqueueAsync("Authorization", "Bearer " + token));
    }

    [Theory]
    [InlineData("api-user", "web", "some-key-that-nobody-has-0123456789", 401, "invalid_client")]
    [InlineData("client_credentials", "web", "some-key-that-nobody-has-0123456789", 401, "invalid_client")]
    [InlineData("client_credentials", "nobody", GatewayApp.Main, 401, "invalid_client")]
    [InlineData("api-user", "nobody", GatewayApp.Main, 400, "invalid_grant")]
    [InlineData("password", "web", GatewayApp.Main, 400, "unsupported_grant_type")]
    [InlineData("password", "web", "some-key-that-nobody-has-0123456789", 401, "invalid_client")]
    [InlineData("", "web", GatewayApp.Main, 400, "invalid_request")]
    [InlineData("api-user", "", GatewayApp.Main, 401, "invalid_client")]
    [InlineData("api-user", "web", "", 401, "invalid_client")]
    public async Task Errors_are_those_of_OAuth_2(string grant, string id, string secret, int status, string word)
    {
        var answer = await AskAsync([("grant_type", grant), ("client_id", id), ("client_secret", secret)]);
        AssertError(answer, status, word);
        Assert.Equal(status == 401, answer.Header("WWW-Authenticate")?.StartsWith("Basic ", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task A_request_that_says_things_twice_is_refused()
    {
        AssertError(await AskAsync([("grant_type", "api-user"), ("client_id", "web"), ("client_secret", GatewayApp.Main), ("client_secret", "x")]), 400, "invalid_request");
        AssertError(await AskAsync([("grant_type", "api-user"), ("client_secret", GatewayApp.Main)], Basic("web:" + GatewayApp.Main)), 400, "invalid_request");
        AssertError(await AskAsync([("grant_type", "api-user"), ("client_id", "other")], Basic("web:" + GatewayApp.Main)), 400, "invalid_request");
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic d2Vi")]
    [InlineData("Digest username=web")]
    public async Task Credentials_that_can_not_be_read_are_an_invalid_client(string authorization) =>
        AssertError(await AskAsync([("grant_type", "api-user")], AuthenticationHeaderValue.Parse(authorization)), 401, "invalid_client");

    [Fact]
    public async Task Everything_else_that_can_go_wrong_is_told_in_the_same_words()
    {
        AssertError(await SendAsync(HttpMethod.Post, new StringContent("{}", Encoding.UTF8, "application/json")), 400, "invalid_request");
        AssertError(await SendAsync(HttpMethod.Post, null), 400, "invalid_request");
        AssertError(await SendAsync(HttpMethod.Get, null), 405, "invalid_request");
        AssertError(await SendAsync(HttpMethod.Post, new FormUrlEncodedContent([new("grant_type", new string('x', 20_000))])), 413, "invalid_request");
        using var malformed = new ByteArrayContent([0x67, 0xff, 0x3d]);
        malformed.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        AssertError(await SendAsync(HttpMethod.Post, malformed), 400, "invalid_request");
    }

    private static void AssertError(Reply answer, int status, string word)
    {
        Assert.Equal((status, word), (answer.Status, Text(answer, "error")));
        Assert.NotEmpty(Text(answer, "error_description"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    private static string Text(Reply answer, string name) => answer.Json.GetProperty(name).GetString()!;

    private static AuthenticationHeaderValue Basic(string joined) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(joined)));

    private Task<Reply> AskAsync((string Name, string Value)[] fields, AuthenticationHeaderValue? authorization = null) =>
        SendAsync(HttpMethod.Post, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), authorization);

    private async Task<Reply> SendAsync(HttpMethod method, HttpContent? content, AuthenticationHeaderValue? authorization = null)
    {
        using var request = new HttpRequestMessage(method, Address) { Content = content };
        request.Headers.Authorization = authorization;
        return await Reply.OfAsync(await client.SendAsync(request));
    }

    private async Task<int> EnqueueAsync(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = new StringContent("""{"ServiceId": 1}""", Encoding.UTF8, "application/json") };
        request.Headers.Add(header, value);
        return (int)(await client.SendAsync(request)).StatusCode;
    }
}
