using CaseWorker.Host.Composition;

namespace CaseWorker.Host.Health;

internal static class ReadinessComposition
{
    public static IServiceCollection AddReadiness(this IServiceCollection services, Parts parts)
    {
        services.AddSingleton<Readiness>().AddHostedService<ReadinessWatch>();
        var checks = services.AddHealthChecks();
        checks.AddCheck<DatabaseCheck>("database").AddCheck<CatalogCheck>("catalogue").AddCheck<QueueCheck>("queue");
        return services;
    }
}
