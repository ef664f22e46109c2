using CaseWorker.Gateway.Errors;
using CaseWorker.Host.Health;
using CaseWorker.Host.Serving;
using CaseWorker.Host.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CaseWorker.Host.Composition;

internal static class ServingComposition
{
    /// <summary>What a process that serves has beyond a command: preparation, health, the way it stops, and the parts of its roles.</summary>
    public static IServiceCollection AddServing(this IServiceCollection services, Parts parts)
    {
        services.AddSingleton<Preparation>().AddSingleton<FirstContents>().AddSingleton<FirstKeyFile>();
        services.AddReadiness();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, RequestLimits>();
        services.AddHostedService<RedBeforeStop>();
        services.AddRoles(parts);
        services.AddErrorsOfHosts();
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>((host, shutdown) =>
            host.ShutdownTimeout = shutdown.Value.NotReadyFor + shutdown.Value.FinishWithin);
        return services;
    }
}
