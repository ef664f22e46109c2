using CaseWorker.Host.Composition;
using CaseWorker.Host.Settings;

namespace CaseWorker.Host.Health;

internal static class ReadinessComposition
{
    public static IServiceCollection AddReadiness(this IServiceCollection services, Parts parts)
    {
        services.AddSingleton<Readiness>().AddHostedService<ReadinessWatch>();
        var checks = services.AddHealthChecks();
        checks.AddCheck<DatabaseCheck>("database").AddCheck<CatalogCheck>("catalogue");

        // With RabbitMQ the queue and the lanes bring checks of their own.
        if (parts.Transport.Kind == TransportKind.Embedded)
            checks.AddCheck<QueueCheck>("queue");

        return services;
    }
}
