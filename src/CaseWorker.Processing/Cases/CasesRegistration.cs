using CaseWorker.Processing.Cases.Commands;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaseWorker.Processing.Cases;

public static class CasesRegistration
{
    /// <summary>Adds what finds cases and what changes them. Needs a Database, a TimeProvider and the catalogue.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.TryAddSingleton(Random.Shared);
        return services.AddSingleton<CaseFinder>().AddSingleton<CaseDesk>();
    }
}
