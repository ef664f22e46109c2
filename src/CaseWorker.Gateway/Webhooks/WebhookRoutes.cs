using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.Paging;
using CaseWorker.Processing.Access;
using CaseWorker.Storage;
using CaseWorker.Storage.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Webhooks;

/// <summary>What the webhooks of the caller's hub were told, and telling it again. The webhooks themselves are in the catalogue.</summary>
public static class WebhookRoutes
{
    private const char Order = 'd';

    /// <summary>GET /api/admin/webhooks/{id}/deliveries; POST …/deliveries/{id}/replay.</summary>
    public static IEndpointRouteBuilder MapWebhooks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/admin/webhooks/{webhookId:int}/deliveries", ListAsync).RequireScope(Scopes.Admin);
        routes.MapPost("/api/admin/webhooks/{webhookId:int}/deliveries/{deliveryId:long}/replay", ReplayAsync).RequireScope(Scopes.Admin);
        return routes;
    }

    private static async Task<IResult> ListAsync(int webhookId, HttpContext context, Database database)
    {
        var query = new QueryReader(context.Request.Query);
        var state = query.Word("state", "waiting", "delivered", "failed");
        var (after, top, hubId) = (query.After(Order), query.Top(), context.Caller().HubId);
        if (query.Problem is { } problem)
            return problem;

        var rows = await database.ReadAsync(
            session => WebhookDeliveryStore.ListAsync(session, hubId, webhookId, state, after, top + 1), context.RequestAborted);
        return TypedResults.Json(Paged.Of(rows, top, DeliveryView.Of, Order, row => row.DeliveryId), WebhooksJson.Plain.PageDeliveryView);
    }

    private static async Task<IResult> ReplayAsync(int webhookId, long deliveryId, HttpContext context, Database database, TimeProvider time)
    {
        var (hubId, now) = (context.Caller().HubId, time.GetUtcNow());
        var replayed = await database.WriteAsync(
            session => WebhookDeliveryStore.ReplayAsync(session, hubId, webhookId, deliveryId, now), context.RequestAborted);
        var row = await database.ReadAsync(session => WebhookDeliveryStore.FindAsync(session, hubId, webhookId, deliveryId), context.RequestAborted);
        if (row is null)
            return Problem.NotFound();

        return replayed
            ? TypedResults.Json(DeliveryView.Of(row), WebhooksJson.Plain.DeliveryView, statusCode: StatusCodes.Status202Accepted)
            : Problem.Conflict("waiting", "The delivery is waiting for a try already.");
    }
}
