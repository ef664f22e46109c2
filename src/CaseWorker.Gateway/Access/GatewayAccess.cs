using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Access;

public static class GatewayAccess
{
    /// <summary>Asks for a key on every route that is not marked anonymous. Must stand after the errors and before the routes.</summary>
    public static IApplicationBuilder UseGatewayAccess(this IApplicationBuilder app) => app.UseMiddleware<AccessMiddleware>();

    /// <summary>The route is for keys that hold all of the scopes.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, Scopes scopes)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredScope(scopes));

    /// <summary>Who calls. Only on routes that need a key.</summary>
    /// <exception cref="InvalidOperationException">The route is anonymous, or <see cref="UseGatewayAccess"/> is missing.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("The route must need a key, is anonymous.");
}
