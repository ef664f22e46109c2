using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CaseWorker.Gateway.Browsers;

/// <summary>What concerns callers that are browsers.</summary>
public static class BrowserRegistration
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(10);

    private static readonly string[] ReadableHeaders =
    [
        "ETag", "Idempotent-Replayed", "Last-Event-ID", "Location", "Preference-Applied", "Retry-After", "WWW-Authenticate",
        "X-FuseDesk-Error", "X-FuseDesk-Error-Code", "X-FuseDesk-Usage-Limit", "X-FuseDesk-Usage-Remaining",
    ];

    /// <summary>Needs: <see cref="CorsOptions"/>.</summary>
    public static IServiceCollection AddBrowsers(this IServiceCollection services)
    {
        services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>().Configure<IOptions<CorsOptions>>((cors, ours) => cors.AddDefaultPolicy(PolicyOf(ours.Value)));
        return services.AddCors();
    }

    /// <summary>Headers that cost nothing, and pages of the origins that are allowed. Must stand before everything that answers.</summary>
    public static IApplicationBuilder UseBrowsers(this IApplicationBuilder app)
    {
        app.UseMiddleware<SafeHeadersMiddleware>();
        return CorsOptions.Split(app.ApplicationServices.GetRequiredService<IOptions<CorsOptions>>().Value.Origins).Count > 0 ? app.UseCors() : app;
    }

    // Keys are sent in headers and never by the browser itself, so pages need no credentials.
    private static CorsPolicy PolicyOf(CorsOptions options) => new CorsPolicyBuilder([.. CorsOptions.Split(options.Origins)])
        .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
        .AllowAnyHeader()
        .WithExposedHeaders(ReadableHeaders)
        .SetPreflightMaxAge(AskAgainAfter)
        .Build();
}
