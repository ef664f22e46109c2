namespace CaseWorker.Host.Health;

internal static class ReadinessComposition
{
    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>().AddHostedService<ReadinessWatch>();

        // With RabbitMQ the lanes and the bus bring checks of their own.
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database").AddCheck<CatalogCheck>("catalogue").AddCheck<QueueCheck>("queue");
        return services;
    }
}
