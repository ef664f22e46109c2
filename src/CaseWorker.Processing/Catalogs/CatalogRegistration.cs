using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Processing.Catalogs;

public static class CatalogRegistration
{
    /// <summary>Adds the catalogue: its copy in memory, what changes it, and what exports it. Needs a Database and a TimeProvider.</summary>
    /// <remarks>A process that serves also adds <see cref="CatalogRefresher"/> as a hosted service; a command loads once.</remarks>
    public static IServiceCollection AddCatalogs(this IServiceCollection services) => services
        .AddSingleton<CatalogCache>()
        .AddSingleton<CatalogApplier>()
        .AddSingleton<CatalogExporter>()
        .AddSingleton<SampleCatalog>()
        .AddSingleton<RepEditor>();
}
