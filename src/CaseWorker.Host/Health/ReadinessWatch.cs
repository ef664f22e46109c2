using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CaseWorker.Host.Health;

/// <summary>Looks at all checks once a second, so that a probe costs nothing and never waits, however often it is asked.</summary>
internal sealed partial class ReadinessWatch(HealthCheckService checks, Readiness readiness, TimeProvider time, ILogger<ReadinessWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Longer than a healthy database ever takes, shorter than the patience of those who probe.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private string reasons = "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        string found;
        try
        {
            var report = await checks.CheckHealthAsync(patience.Token).WaitAsync(Patience, time, stopping);
            found = string.Join("; ", report.Entries
                .Where(entry => entry.Value.Status == HealthStatus.Unhealthy)
                .Select(entry => $"{entry.Key}: {entry.Value.Description ?? entry.Value.Exception?.Message ?? "red"}"));
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            found = exception is OperationCanceledException or TimeoutException ? $"no answer within {Patience}" : exception.Message;
        }

        readiness.Record(found.Length == 0);
        Tell(found);
    }

    private void Tell(string found)
    {
        if (found == reasons)
            return;

        reasons = found;
        if (found.Length == 0)
            LogReady();
        else
            LogNotReady(found);
    }

    [LoggerMessage(7002, LogLevel.Information, "Ready")]
    private partial void LogReady();

    [LoggerMessage(7003, LogLevel.Warning, "Not ready: {Reasons}")]
    private partial void LogNotReady(string reasons);
}
