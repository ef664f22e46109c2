using CaseWorker.Processing.Intake;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CaseWorker.Host.Health;

/// <summary>Red while the queue can't be expected to take messages: the broker is away or blocks publishers.</summary>
internal sealed class QueueCheck(ICaseQueue queue) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(queue.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("away or blocked"));
}
