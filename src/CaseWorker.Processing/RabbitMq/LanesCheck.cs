using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Red while a lane is neither subscribed to its partition nor away for a hand-over, or must not store what stands at its head.</summary>
internal sealed class LanesCheck(LaneHost host) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string[] faults = [.. host.Lanes.Where(lane => lane.State is not (LaneState.Open or LaneState.Waiting)).Select(lane => $"partition {lane.PartitionId} is {lane.State}")];
        return Task.FromResult(faults.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join(", ", faults)));
    }
}
