using CaseWorker.Gateway.Browsers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace CaseWorker.Gateway.Reference;

/// <summary>The reference of the API, for programs at /openapi/v1.json and for people at /docs (spec 9). Anyone may read it.</summary>
public static class ReferenceRoutes
{
    private const string Name = "v1";
    private const string DocumentAddress = "/openapi/v1.json";

    /// <summary>What the reference is made with. Needs: <see cref="ReferenceOptions"/>.</summary>
    public static IServiceCollection AddReference(this IServiceCollection services) => services
        .AddOpenApi(Name, options => options.AddDocumentTransformer<DocumentWriter>())
        .AddSingleton<ReferenceDocument>();

    /// <summary>GET /openapi/v1.json and /docs, unless they are switched off.</summary>
    public static IEndpointRouteBuilder MapReference(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IOptions<ReferenceOptions>>().Value.Enabled)
            return routes;

        routes.MapGet(DocumentAddress, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapScalarApiReference("/docs", Configure).AllowAnonymous().WithMetadata(PagePolicy.Own).ExcludeFromDescription();
        return routes;
    }

    private static async Task<IResult> ShowAsync(ReferenceDocument document, HttpContext context)
    {
        var (json, tag) = await document.ReadAsync(context.RequestAborted);
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(json, Body.Json, entityTag: new EntityTagHeaderValue(tag));
    }

    // Nothing is taken from elsewhere: the page works where there is no internet, and tells nobody that it was read.
    private static void Configure(ScalarOptions options) => options
        .WithTitle("CaseWorker")
        .WithOpenApiRoutePattern(DocumentAddress)
        .DisableDefaultFonts()
        .DisableTelemetry()
        .DisableAgent()
        .DisableMcp()
        .HideDeveloperTools();
}
