using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseWorker.Host.Health;

internal static class HealthRoutes
{
    /// <summary>Two routes that anyone may ask, which say yes or no and nothing else; the log says why.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("live")).AllowAnonymous();
        routes.MapGet("/health/ready", Ready).AllowAnonymous();
    }

    private static ContentHttpResult Ready(Readiness readiness) => readiness.IsReady
        ? TypedResults.Text("ready")
        : TypedResults.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable);
}
