using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.Paging;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Fifo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Fifo;

/// <summary>The proof that a service was stored in order (spec 3 and 11).</summary>
public static class FifoRoutes
{
    /// <summary>GET /api/services/{id}/fifo: own hub, or every hub for operators.</summary>
    public static IEndpointRouteBuilder MapFifo(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/services/{serviceId:int}/fifo", ShowAsync).RequireScope(Scopes.Read);
        return routes;
    }

    private static async Task<IResult> ShowAsync(int serviceId, HttpContext context, FifoPages pages)
    {
        var query = new QueryReader(context.Request.Query);
        var (after, top) = (query.Number("after", 0, long.MaxValue) ?? 0, query.Top());
        if (query.Problem is { } problem)
            return problem;

        return await pages.ReadAsync(serviceId, context.Caller().HubLimit(), after, top, context.RequestAborted) is { } page
            ? JsonReply.Of(FifoView.Of(page), FifoJson.Plain.FifoView)
            : Problem.NotFound();
    }
}
