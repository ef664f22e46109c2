using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Enqueue;

public static class EnqueueRegistration
{
    /// <summary>Adds what takes requests in: <see cref="Enqueuer"/> and <see cref="CaseWaiter"/>. Needs an ICaseQueue, the catalogue, the keys, a Database and an Instance.</summary>
    public static IServiceCollection AddEnqueue(this IServiceCollection services) => services
        .AddCaseIdBlocks()
        .AddSingleton<IdempotencyConfirmer>()
        .AddHostedService(provider => provider.GetRequiredService<IdempotencyConfirmer>())
        .AddSingleton<CaseWaiter>()
        .AddHostedService(provider => provider.GetRequiredService<CaseWaiter>())
        .AddSingleton(provider => new Enqueuer(
            provider.GetRequiredService<CatalogCache>(),
            provider.GetRequiredService<KeyRing>(),
            provider.GetRequiredService<CaseIdBlocks>(),
            provider.GetRequiredService<IdempotencyConfirmer>(),
            provider.GetRequiredService<ICaseQueue>(),
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Enqueuer>>()));

    /// <summary>Adds <see cref="CaseIdBlocks"/>, which gateways and workers share.</summary>
    public static IServiceCollection AddCaseIdBlocks(this IServiceCollection services)
    {
        services.TryAddSingleton<CaseIdBlocks>();
        return services;
    }
}
