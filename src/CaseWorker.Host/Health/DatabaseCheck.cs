using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CaseWorker.Host.Health;

/// <summary>Red while the database is away, or its schema is not one for this program.</summary>
internal sealed class DatabaseCheck(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var fit = await SchemaCheck.CheckAsync(database, cancellationToken);
            return fit == SchemaFit.Fits ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"the schema is {fit}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }
}
