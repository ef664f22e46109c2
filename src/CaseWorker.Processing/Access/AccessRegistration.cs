using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Processing.Access;

public static class AccessRegistration
{
    /// <summary>Adds <see cref="KeyRing"/>, <see cref="KeyKeeper"/>, <see cref="TokenDesk"/> and <see cref="BadKeys"/>. The ring is kept up to date by the refresher of the catalogue.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services) =>
        services.AddSingleton<KeyRing>().AddSingleton<KeyKeeper>().AddSingleton<TokenDesk>().AddSingleton<BadKeys>();

    /// <summary>Adds <see cref="UsageMeter"/>. Needs a Database and a TimeProvider.</summary>
    public static IServiceCollection AddUsageMeter(this IServiceCollection services) =>
        services.AddSingleton<UsageMeter>().AddHostedService(provider => provider.GetRequiredService<UsageMeter>());
}
