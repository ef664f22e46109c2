using Microsoft.AspNetCore.Builder;

namespace CaseWorker.Gateway.Errors;

public static class ErrorsRegistration
{
    /// <summary>Tells every error as a problem (RFC 9457). Must be the outermost of the middleware that answers.</summary>
    public static IApplicationBuilder UseGatewayErrors(this IApplicationBuilder app) => app.UseMiddleware<ErrorsMiddleware>();
}
