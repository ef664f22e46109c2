using CaseWorker.Host.Settings;
using CaseWorker.Processing;

namespace CaseWorker.Host.Composition;

internal static class CaseWorkerComposition
{
    /// <summary>What every process and every command has: settings, the clock, its name, the database.</summary>
    public static IServiceCollection AddCaseWorker(this IServiceCollection services, IConfiguration configuration, Parts parts) => services
        .AddSettings(configuration)
        .AddSingleton(parts)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(Instance.OfThisProcess())
        .AddStorage(parts);
}
