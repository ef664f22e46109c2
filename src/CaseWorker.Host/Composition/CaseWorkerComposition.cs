using CaseWorker.Host.Settings;
using CaseWorker.Processing;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;

namespace CaseWorker.Host.Composition;

internal static class CaseWorkerComposition
{
    /// <summary>What every process and every command has: settings, the clock, its name, the database, catalogue and keys. Nothing that runs by itself.</summary>
    public static IServiceCollection AddCaseWorker(this IServiceCollection services, IConfiguration configuration, Parts parts) => services
        .AddSettings(configuration)
        .AddSingleton(parts)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(Instance.OfThisProcess())
        .AddStorage(parts)
        .AddSingleton<PartitionsInForce>()
        .AddSingleton(provider => provider.GetRequiredService<PartitionsInForce>().Count)
        .AddCatalogs()
        .AddAccess()
        .AddCaseIdBlocks();
}
