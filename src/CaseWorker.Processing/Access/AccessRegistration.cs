using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Processing.Access;

public static class AccessRegistration
{
    /// <summary>Adds <see cref="KeyRing"/> and <see cref="KeyKeeper"/>. The ring is kept up to date by the refresher of the catalogue.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services) =>
        services.AddSingleton<KeyRing>().AddSingleton<KeyKeeper>();
}
