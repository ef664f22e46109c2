using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Gateway.Errors;

public static class ErrorsRegistration
{
    /// <summary>The longest address that is taken, in bytes, query included: some clients send whole cases in it.</summary>
    public const int MaxAddress = 32 * 1024;

    /// <summary>The longest request line that the web server should read, so that addresses that are too long are refused in the words of their API.</summary>
    public const int MaxRequestLine = 4 * MaxAddress;

    /// <summary>Tells every error as a problem (RFC 9457). Must be the outermost of the middleware that answers.</summary>
    public static IApplicationBuilder UseGatewayErrors(this IApplicationBuilder app) => app.UseMiddleware<ErrorsMiddleware>();

    /// <summary>Refuses addresses that are too long. Must be among the errors.</summary>
    public static IApplicationBuilder UseAddressLimit(this IApplicationBuilder app) => app.Use(next => context =>
    {
        if (context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Length <= MaxAddress)
            return next(context);

        // The web server keeps an address as long as its connection.
        context.Response.Headers.Connection = "close";
        context.Response.StatusCode = StatusCodes.Status414UriTooLong;
        return Task.CompletedTask;
    });

    /// <summary>A host that AllowedHosts does not name is refused in the words of its address, as everything is; the framework would send a page.</summary>
    public static IServiceCollection AddErrorsOfHosts(this IServiceCollection services)
    {
        // The first to be registered stands before the others.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ErrorsOfHosts>());
        return services.Configure<HostFilteringOptions>(options => options.IncludeFailureMessage = false);
    }
}
