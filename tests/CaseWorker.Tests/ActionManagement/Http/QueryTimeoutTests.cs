using System.Net;
using CaseWorker.Gateway.ActionManagement;
using CaseWorker.Gateway.Errors;
using CaseWorker.Storage;
using CaseWorker.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>A route whose statement never ends by itself: it is answered only if the limit stops it.</summary>
public sealed class QueryTimeoutTests(SqliteFixture storage) : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new();
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception?> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(await storage.OpenFreshAsync());
        app = builder.Build();
        app.UseGatewayErrors();
        var group = app.MapGroup("/v1/actionmanagement").AddEndpointFilter<QueryTimeoutFilter>();
        group.MapGet("/endless", EndlessAsync);
        group.MapGet("/quick", () => "done");
        await app.StartAsync(TestContext.Current.CancellationToken);
        client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public void The_limit_is_ten_seconds_unless_told_otherwise() => Assert.Equal(TimeSpan.FromSeconds(10), new ActionManagementOptions().QueryTimeout);

    [Fact]
    public async Task A_query_that_takes_longer_is_stopped_in_the_database_and_answered_408_without_a_body()
    {
        var asking = client.GetAsync("/v1/actionmanagement/endless", TestContext.Current.CancellationToken);
        await begun.Task;
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(ended.Task.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        using var answer = await asking;
        Assert.Equal((HttpStatusCode.RequestTimeout, 0), (answer.StatusCode, answer.Content.Headers.ContentLength));
        Assert.Null(answer.Content.Headers.ContentType);
        Assert.IsAssignableFrom<OperationCanceledException>(await ended.Task);
    }

    [Fact]
    public async Task A_caller_who_leaves_stops_the_query_in_the_database()
    {
        using var leaving = new CancellationTokenSource();
        var asking = client.GetAsync("/v1/actionmanagement/endless", leaving.Token);
        await begun.Task;

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.IsAssignableFrom<OperationCanceledException>(await ended.Task);
    }

    [Fact]
    public async Task What_is_quick_is_answered() => Assert.Equal("done", await client.GetStringAsync("/v1/actionmanagement/quick", TestContext.Current.CancellationToken));

    private async Task<IResult> EndlessAsync(HttpContext context, Database database)
    {
        try
        {
            var count = await database.ReadAsync(
                session =>
                {
                    begun.TrySetResult();
                    return EndlessStatement.RunAsync(session);
                },
                context.RequestAborted);
            ended.SetResult(null);
            return TypedResults.Ok(count);
        }
        catch (Exception exception)
        {
            ended.SetResult(exception);
            throw;
        }
    }
}
