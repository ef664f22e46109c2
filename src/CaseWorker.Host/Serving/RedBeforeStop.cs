using CaseWorker.Host.Health;
using CaseWorker.Host.Settings;
using Microsoft.Extensions.Options;

namespace CaseWorker.Host.Serving;

/// <summary>Turns readiness red before anything stops, and leaves a load balancer time to see it.</summary>
internal sealed partial class RedBeforeStop(Readiness readiness, IOptions<ShutdownOptions> options, TimeProvider time, ILogger<RedBeforeStop> logger)
    : IHostedLifecycleService
{
    /// <summary>Runs before the first part is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.Stop();
        LogStopping();
        await Task.Delay(options.Value.NotReadyFor, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(7001, LogLevel.Information, "Stopping: readiness is red, then requests and batches in hand are finished")]
    private partial void LogStopping();
}
