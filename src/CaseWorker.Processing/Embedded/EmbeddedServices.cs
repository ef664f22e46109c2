using CaseWorker.Processing.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Processing.Embedded;

/// <summary>Registers the queue without a broker.</summary>
public static class EmbeddedServices
{
    /// <summary>For whoever sends: the gateway and the command <c>enqueue</c>.</summary>
    public static IServiceCollection AddEmbeddedQueue(this IServiceCollection services)
    {
        services.AddSingleton<EmbeddedSignal>();
        services.AddSingleton<ICaseQueue, EmbeddedCaseQueue>();
        return services;
    }

    /// <summary>For the worker. The host takes the lease (<see cref="EmbeddedLease.TakeAsync"/>) before it starts the services.</summary>
    public static IServiceCollection AddEmbeddedWorker(this IServiceCollection services)
    {
        services.AddSingleton<EmbeddedLease>();
        services.AddSingleton<SuspectGuard>();
        services.AddHostedService(provider => provider.GetRequiredService<EmbeddedLease>());
        services.AddHostedService<EmbeddedLane>();
        return services;
    }
}
