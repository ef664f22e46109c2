using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Gateway.Errors;

public static class ErrorsRegistration
{
    /// <summary>The longest address that is read, in bytes, query included: whole cases are sent in it where a body can't be.</summary>
    public const int MaxAddress = 32 * 1024;

    /// <summary>Tells every error as a problem (RFC 9457). Must be the outermost of the middleware that answers.</summary>
    public static IApplicationBuilder UseGatewayErrors(this IApplicationBuilder app) => app.UseMiddleware<ErrorsMiddleware>();

    /// <summary>A host that AllowedHosts does not name is refused in the words of its address, as everything is; the framework would send a page.</summary>
    public static IServiceCollection AddErrorsOfHosts(this IServiceCollection services)
    {
        // The first to be registered stands before the others.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ErrorsOfHosts>());
        return services.Configure<HostFilteringOptions>(options => options.IncludeFailureMessage = false);
    }
}
