using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CaseWorker.IntegrationTests.RabbitMq;

/// <summary>The router with its bus, as a worker runs it.</summary>
internal sealed class RouterProcess(ServiceProvider services) : IAsyncDisposable
{
    private bool stopped;

    public async Task StartAsync()
    {
        foreach (var part in services.GetServices<IHostedService>())
            await part.StartAsync(CancellationToken.None);
    }

    /// <summary>Stops the parts in the order in which a host does.</summary>
    public async Task StopAsync()
    {
        if (stopped)
            return;

        stopped = true;
        foreach (var part in services.GetServices<IHostedService>().Reverse())
            await part.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await services.DisposeAsync();
    }
}
