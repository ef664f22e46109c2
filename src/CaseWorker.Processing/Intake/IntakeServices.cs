using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaseWorker.Processing.Intake;

/// <summary>Registers what turns messages into cases. Needs: Database, catalogue, case ids, PartitionCount, Instance.</summary>
public static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.AddSingleton<IntakeHandler>();
        services.AddSingleton<HeldLine>();
        services.AddSingleton<HeldRunner>();
        services.AddSingleton<MessageParker>();
        return services;
    }
}
