using CaseWorker.Processing.Intake;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Red while the broker is away or takes no messages.</summary>
internal sealed class QueueCheck(ICaseQueue queue) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(queue.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("RabbitMQ is away or takes no messages"));
}
