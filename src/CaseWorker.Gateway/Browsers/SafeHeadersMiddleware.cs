using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Browsers;

/// <summary>Sees to it that no answer is kept by a cache, taken for something else, or shown within another's page, unless its route says so.</summary>
internal sealed class SafeHeadersMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        // As late as can be: errors begin with headers of their own.
        context.Response.OnStarting(static state => SetAsync((HttpContext)state), context);
        return next(context);
    }

    private static Task SetAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<PagePolicy>()?.ContentSecurityPolicy ?? PagePolicy.Nothing;
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";

        return Task.CompletedTask;
    }
}
