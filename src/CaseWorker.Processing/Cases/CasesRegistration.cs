using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Processing.Cases;

public static class CasesRegistration
{
    /// <summary>Adds what finds cases. Needs a Database, an ICaseQueue and a TimeProvider.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services) => services.AddSingleton<CaseFinder>();
}
