using System.Net;
using CaseWorker.Tests.Host;
using Xunit;

namespace CaseWorker.Tests.Access.Http;

public sealed class BadKeysHttpTests
{
    [Fact]
    public async Task Whoever_tries_keys_is_answered_429_in_the_routes_words_and_a_valid_key_passes_all_the_while()
    {
        await using var program = await WholeProgram.StartAsync(settings: ["--BadKeys:PerMinute=2", "--BadKeys:HeldBackFor=00:00:00"]);
        using var wrong = program.ClientWith("a-key-that-nobody-has-0123456789");
        using var right = program.ClientWith(WholeProgram.Operator);
        using var none = program.ClientWith(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await wrong.GetAsync("/api/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await wrong.GetAsync("/api/v1/cases")).StatusCode);

        using var refused = await wrong.GetAsync("/api/cases");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("too-many-bad-keys", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var refusedHere = await wrong.GetAsync("/api/v1/cases");
        Assert.Equal((HttpStatusCode.TooManyRequests, "api_error_ratelimit"), (refusedHere.StatusCode, refusedHere.Headers.GetValues("X-FuseDesk-Error-Code").Single()));
        using var form = new FormUrlEncodedContent([new("grant_type", "api-user"), new("client_id", "x"), new("client_secret", "a-key-that-nobody-has-0123456789")]);
        using var noToken = await none.PostAsync("/identity/connect/token", form);
        Assert.Equal(HttpStatusCode.TooManyRequests, noToken.StatusCode);
        Assert.Contains("temporarily_unavailable", await noToken.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await right.GetAsync("/api/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await none.GetAsync("/api/cases")).StatusCode);
    }
}
