using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Processing.TextSearch;

/// <summary>Registers what keeps the index of words. Needs: Database, TimeProvider, logging.</summary>
public static class TextSearchServices
{
    /// <summary>For processes that schedule: any number of them.</summary>
    public static IServiceCollection AddTextIndex(this IServiceCollection services) => services.AddSingleton<TextIndexer>().AddSingleton<FullTextSettler>().AddHostedService<TextIndexJob>();
}
