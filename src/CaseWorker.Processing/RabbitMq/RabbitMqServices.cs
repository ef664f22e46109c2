using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Processing.RabbitMq.Routing;
using CaseWorker.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Registers what speaks to RabbitMQ. Needs: <see cref="RabbitMqOptions"/>, Database, PartitionCount, Instance, TimeProvider, logging.</summary>
/// <remarks>A process that serves also adds <see cref="PartitionWatch"/> as a hosted service.</remarks>
public static class RabbitMqServices
{
    /// <summary>For whoever sends: the gateway and the command <c>enqueue</c>. May be called again by another role of the process.</summary>
    public static IServiceCollection AddRabbitMqGateway(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(RabbitMqCaseQueue)))
            return services;

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new PartitionGate(
            provider.GetRequiredService<PartitionCount>(),
            PartitionWatch.Ask(provider.GetRequiredService<Database>())));
        services.AddSingleton<RabbitMqCaseQueue>();
        services.AddSingleton<ICaseQueue>(provider => provider.GetRequiredService<RabbitMqCaseQueue>());
        return services;
    }

    /// <summary>For the worker: lanes, router and dead letters. Needs also: Database, intake, catalogue. Includes the queue, since the router sends.</summary>
    public static IServiceCollection AddRabbitMqWorker(this IServiceCollection services)
    {
        services.AddRabbitMqGateway();
        services.AddSingleton<ParkMessage>(provider => provider.GetRequiredService<MessageParker>().ParkAsync);
        services.AddSingleton(provider => new LaneWork(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<IntakeHandler>().StoreAsync,
            provider.GetRequiredService<ParkMessage>(),
            provider.GetRequiredService<Func<Catalog>>(),
            provider.GetRequiredService<Instance>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LaneWork>>()));
        services.AddSingleton<LaneHost>();
        services.AddHostedService(provider => provider.GetRequiredService<LaneHost>());
        services.AddSingleton<Func<Catalog>>(provider => () => provider.GetRequiredService<CatalogCache>().Current);
        services.AddSingleton<Func<CancellationToken, Task<Catalog>>>(provider => async cancellation =>
        {
            var cache = provider.GetRequiredService<CatalogCache>();
            await cache.LoadAsync(cancellation);
            return cache.Current;
        });
        services.AddRouter();
        services.AddHealthChecks().AddCheck<LanesCheck>("lanes");
        return services;
    }

    /// <summary>The part of a worker that hands messages from <c>case-intake</c> on, and parks dead letters.</summary>
    internal static IServiceCollection AddRouter(this IServiceCollection services)
    {
        services.AddSingleton<RouterWork>();
        services.AddSingleton<RouterPump>();
        services.AddRouterBus();

        // Behind MassTransit's own service, so that it stops right before that one.
        return services.AddHostedService<RouterHost>();
    }
}
