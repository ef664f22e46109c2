using CaseWorker.Gateway.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Browsers;

/// <summary>Answers HEAD as GET without its body (RFC 9110, 9.3.2): the web server sends none of it. A stream without an end has nothing to tell that way.</summary>
internal sealed class HeadMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method) && !EventRoutes.IsHere(context.Request.Path))
            context.Request.Method = HttpMethods.Get;

        return next(context);
    }
}

/// <summary>Where HEAD comes in.</summary>
public static class HeadRegistration
{
    /// <summary>Must stand before everything else; routing begins behind it.</summary>
    public static IApplicationBuilder UseHead(this WebApplication app) => app.UseMiddleware<HeadMiddleware>().UseRouting();
}
