using System.Net;
using CaseWorker.Gateway.Browsers;
using CaseWorker.Tests.Host;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CaseWorker.Tests.Browsers;

public sealed class BrowserTests
{
    private const string Desk = "https://desk.example.org";

    [Fact]
    public async Task By_default_no_page_of_another_origin_may_call()
    {
        await using var program = await WholeProgram.StartAsync();
        using var answer = await SendAsync(program, HttpMethod.Get, Desk);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        using var asked = await SendAsync(program, HttpMethod.Options, Desk);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, asked.StatusCode);
        Assert.False(asked.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Pages_of_the_origins_that_are_set_may_call_and_read_and_no_others()
    {
        await using var program = await WholeProgram.StartAsync(settings: $"--Cors:Origins={Desk}, http://localhost:3000");
        using var asked = await SendAsync(program, HttpMethod.Options, "http://localhost:3000");
        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
        Assert.Equal("http://localhost:3000", asked.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("X-Api-Key", asked.Headers.GetValues("Access-Control-Allow-Headers").Single());

        // Errors can be read too: a page must be able to tell why.
        using var answer = await SendAsync(program, HttpMethod.Get, Desk);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(Desk, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("Retry-After", string.Join(',', answer.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
        using var other = await SendAsync(program, HttpMethod.Get, "https://elsewhere.example.org");
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task No_answer_is_kept_or_taken_for_something_else_or_shown_within_anothers_page()
    {
        await using var program = await WholeProgram.StartAsync();
        foreach (var path in new[] { "/api/cases", "/nowhere", "/health/live" })
        {
            using var answer = await SendAsync(program, HttpMethod.Get, Desk, path);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.False(answer.Headers.Contains("Server"));
        }

        using var page = await SendAsync(program, HttpMethod.Get, Desk, "/docs/");
        Assert.StartsWith("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heads_and_bodies_have_their_time_and_their_size()
    {
        await using var program = await WholeProgram.StartAsync();
        var limits = program.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Equal(TimeSpan.FromSeconds(15), limits.RequestHeadersTimeout);
        Assert.Equal(8 << 20, limits.MaxRequestBodySize);
        Assert.Equal((16 * 1024, TimeSpan.FromSeconds(30)), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod));
    }

    [Theory]
    [InlineData("https://desk.example.org", true)]
    [InlineData("http://localhost:3000", true)]
    [InlineData("https://desk.example.org/", false)]
    [InlineData("https://desk.example.org/a", false)]
    [InlineData("desk.example.org", false)]
    [InlineData("https://user@desk.example.org", false)]
    [InlineData("ftp://desk.example.org", false)]
    [InlineData("*", false)]
    public void An_origin_is_a_scheme_and_a_host_and_perhaps_a_port(string text, bool isOrigin) => Assert.Equal(isOrigin, CorsOptions.IsOrigin(text));

    private static async Task<HttpResponseMessage> SendAsync(WholeProgram program, HttpMethod method, string origin, string path = "/api/cases")
    {
        using var client = program.ClientWith(key: null);
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", origin);
        if (method == HttpMethod.Options)
        {
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "X-Api-Key");
        }

        return await client.SendAsync(request);
    }
}
