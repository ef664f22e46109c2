using System.Globalization;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.Paging;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Webhooks;
using CaseWorker.Storage;
using CaseWorker.Storage.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Webhooks;

/// <summary>How the webhooks of the caller's hub are, what they were told, and telling it again. The webhooks themselves are in the catalogue.</summary>
public static class WebhookRoutes
{
    private const char Order = 'd';

    /// <summary>GET /api/admin/webhooks; GET …/{id}/deliveries; POST …/{id}/replay and …/deliveries/{id}/replay.</summary>
    public static IEndpointRouteBuilder MapWebhooks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/admin/webhooks", ListAsync).RequireScope(Scopes.Admin);
        routes.MapGet("/api/admin/webhooks/{webhookId:int}/deliveries", ListDeliveriesAsync).RequireScope(Scopes.Admin);
        routes.MapPost("/api/admin/webhooks/{webhookId:int}/replay", ReplayFailedAsync).RequireScope(Scopes.Admin);
        routes.MapPost("/api/admin/webhooks/{webhookId:int}/deliveries/{deliveryId:long}/replay", ReplayAsync).RequireScope(Scopes.Admin);
        return routes;
    }

    private static async Task<IResult> ListAsync(HttpContext context, Database database, WebhookBook book)
    {
        var hubId = context.Caller().HubId;
        var views = await database.ReadAsync(
            async session =>
            {
                await book.LoadAsync(session);
                var health = (await WebhookHealthStore.ReadAsync(session)).Where(row => row.HubId == hubId).ToDictionary(row => row.WebhookId);
                var waiting = (await WebhookDeliveryStore.CountWaitingAsync(session, hubId)).ToDictionary(row => row.WebhookId, row => row.Waiting);
                return book.All.Where(webhook => webhook.HubId == hubId)
                    .Select(webhook => WebhookView.Of(webhook, waiting.GetValueOrDefault(webhook.WebhookId), health.GetValueOrDefault(webhook.WebhookId)))
                    .ToList();
            },
            context.RequestAborted);
        return TypedResults.Json(new Page<WebhookView>(views, null), WebhooksJson.Plain.PageWebhookView);
    }

    private static async Task<IResult> ListDeliveriesAsync(int webhookId, HttpContext context, Database database)
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

    private static async Task<IResult> ReplayFailedAsync(int webhookId, HttpContext context, Database database, WebhookBook book, WebhookReplay replay)
    {
        var since = DateTimeOffset.UnixEpoch;
        if (context.Request.Query["since"] is [{ Length: > 0 } text]
            && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out since))
            return Problem.Invalid("since", "since must be an instant in ISO 8601, like 2026-12-24T12:00:00Z.");

        var hubId = context.Caller().HubId;
        if (await database.ReadAsync(session => book.FindAsync(session, hubId, webhookId), context.RequestAborted) is null)
            return Problem.NotFound();

        var count = await replay.ReplayFailedAsync(hubId, webhookId, since, context.RequestAborted);
        return TypedResults.Json(new ReplayedView(count), WebhooksJson.Plain.ReplayedView, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ReplayAsync(int webhookId, long deliveryId, HttpContext context, Database database, WebhookReplay replay)
    {
        var hubId = context.Caller().HubId;
        var replayed = await replay.ReplayAsync(hubId, webhookId, deliveryId, context.RequestAborted);
        var row = await database.ReadAsync(session => WebhookDeliveryStore.FindAsync(session, hubId, webhookId, deliveryId), context.RequestAborted);
        if (row is null)
            return Problem.NotFound();

        return replayed
            ? TypedResults.Json(DeliveryView.Of(row), WebhooksJson.Plain.DeliveryView, statusCode: StatusCodes.Status202Accepted)
            : Problem.Conflict("waiting", "The delivery is waiting for a try already.");
    }
}
