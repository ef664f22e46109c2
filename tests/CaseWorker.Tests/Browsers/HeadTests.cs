using System.Net;
using CaseWorker.Tests.Host;
using Xunit;

namespace CaseWorker.Tests.Browsers;

public sealed class HeadTests
{
    [Fact]
    public async Task Whatever_answers_get_answers_head_with_the_same_headers_and_no_body()
    {
        await using var program = await WholeProgram.StartAsync();
        using var client = program.ClientWith(WholeProgram.Operator);
        foreach (var path in new[] { "/health/live", "/health/ready", "/openapi/v1.json", "/docs/", "/api/cases", "/api/cases/7", "/api/v1/departments", "/api/v1/cases/7", "/helpcenter/case", "/api/parked?top=0" })
        {
            using var get = await client.GetAsync(path);
            using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
            Assert.Equal((path, get.StatusCode, get.Content.Headers.ContentType), (path, head.StatusCode, head.Content.Headers.ContentType));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
            Assert.NotEmpty(await get.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task A_stream_without_an_end_is_not_begun_for_head()
    {
        await using var program = await WholeProgram.StartAsync();
        using var client = program.ClientWith(WholeProgram.Operator);

        using var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/events"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task Head_changes_nothing_where_only_other_methods_are_known()
    {
        await using var program = await WholeProgram.StartAsync();
        using var client = program.ClientWith(WholeProgram.Operator);

        using var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/cases/7/close"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }
}
