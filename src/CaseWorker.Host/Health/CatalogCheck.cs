using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CaseWorker.Host.Health;

/// <summary>Red before catalogue and keys were loaded, and when the copies are too old to be trusted.</summary>
internal sealed class CatalogCheck(CatalogCache catalogs, KeyRing keys, TimeProvider time) : IHealthCheck
{
    // The gateway takes requests on copies of up to this age while the database is away (spec 2.1).
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(60);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var oldest = catalogs.ConfirmedAt < keys.ConfirmedAt ? catalogs.ConfirmedAt : keys.ConfirmedAt;
        return Task.FromResult(time.GetUtcNow() - oldest < TrustedFor
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"not confirmed by the database since {oldest:O}"));
    }
}
