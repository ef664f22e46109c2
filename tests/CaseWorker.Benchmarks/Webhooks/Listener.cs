using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Benchmarks.Webhooks;

/// <summary>A receiver that is well: counts what it is told.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication app;
    private int told;

    private Listener(WebApplication app) => this.app = app;

    public Uri Url => new(new Uri(app.Urls.Single()), "/hook");

    public int Told => Volatile.Read(ref told);

    public static async Task<Listener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var listener = new Listener(app);
        app.Run(context =>
        {
            Interlocked.Increment(ref listener.told);
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return listener;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
