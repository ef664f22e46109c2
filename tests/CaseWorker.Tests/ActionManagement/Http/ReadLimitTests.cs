using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>The routes that only read, under a limit that is over as soon as they begin.</summary>
public sealed class ReadLimitTests(SqliteFixture storage)
{
    [Theory]
    [InlineData("POST", "/cases/query")]
    [InlineData("GET", "/cases/1")]
    public async Task A_read_that_exceeds_the_limit_is_answered_408_without_a_body(string method, string path)
    {
        await using var app = await ActionApp.StartAsync(await storage.OpenFreshAsync(), StorageRows.Noon, queryTimeout: TimeSpan.Zero);
        await app.StoreAsync(1);

        var answer = await app.SendAsync(new HttpMethod(method), ActionApp.Hub + path, null, ActionCatalog.Reader);

        Assert.Equal((408, "", "0"), (answer.Status, answer.Text, answer.Header("Content-Length")));
        Assert.Equal("", answer.Header("Content-Type"));
    }
}
