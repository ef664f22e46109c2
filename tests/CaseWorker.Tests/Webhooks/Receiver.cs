using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Tests.Webhooks;

/// <summary>A server on this machine that is told events, and answers as a test wants.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> received = [];
    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>The address under which it is told; others are answered as well.</summary>
    public Uri Url => new(new Uri(app.Urls.Single()), "/hook");

    /// <summary>What came, in the order in which it came.</summary>
    public IReadOnlyList<Received> All => [.. received];

    /// <summary>How a request is answered: 200 unless a test says otherwise.</summary>
    public Func<Received, HttpContext, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(200);

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        var got = new Received(
            context.Request.Path,
            headers["CaseWorker-Delivery"].ToString(),
            headers["CaseWorker-Event"].ToString(),
            headers["CaseWorker-Signature"].ToString(),
            context.Request.ContentType ?? "",
            body.ToArray());
        received.Enqueue(got);
        context.Response.StatusCode = await Answer(got, context);
    }
}

/// <summary>A request as it came.</summary>
internal sealed record Received(string Path, string Delivery, string Event, string Signature, string ContentType, byte[] Body);
