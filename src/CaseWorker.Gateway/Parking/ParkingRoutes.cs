using System.Text.Json;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Enqueue;
using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.Paging;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Parking;
using CaseWorker.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Parking;

/// <summary>Parked messages are looked at and decided about here: those of the caller's hub, all for operators (spec 3, 9 and 11).</summary>
public static class ParkingRoutes
{
    private const string JsonOnly = "application/json or text/json";

    /// <summary>GET /api/parked and one of them; POST …/retry and …/discard.</summary>
    public static IEndpointRouteBuilder MapParking(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/parked", ListAsync).RequireScope(Scopes.Admin);
        routes.MapGet("/api/parked/{parkedId:long}", ShowOneAsync).RequireScope(Scopes.Admin);
        routes.MapPost("/api/parked/{parkedId:long}/retry", RetryAsync).RequireScope(Scopes.Admin);
        routes.MapPost("/api/parked/{parkedId:long}/discard", DiscardAsync).RequireScope(Scopes.Admin);
        return routes;
    }

    private static async Task<IResult> ListAsync(HttpContext context, Database database)
    {
        var query = new QueryReader(context.Request.Query);
        var state = query.Word("state", "parked", "retrying", "resolved", "discarded");
        var (after, top, hubId) = (query.After(ParkedPages.Order), query.Top(), context.Caller().HubLimit());
        if (query.Problem is { } problem)
            return problem;

        var page = await database.ReadAsync(session => ParkedPages.ReadAsync(session, hubId, state, after, top), context.RequestAborted);
        return JsonReply.Of(page, ParkingJson.Plain.PageParkedView);
    }

    private static Task<IResult> ShowOneAsync(long parkedId, HttpContext context, Database database) =>
        ShowAsync(parkedId, context, database, StatusCodes.Status200OK);

    private static async Task<IResult> RetryAsync(long parkedId, HttpContext context, ParkingDesk desk, Database database)
    {
        if (await BodyReader.ReadAsync(context.Request, ParkingDesk.MaxBody + 1) is not { } body)
            return Problem.TooLarge(ParkingDesk.MaxBody + 1);

        byte[]? edited = null;
        if (body.Length > 0)
        {
            if (BodyFormat.Of(context.Request) is not { IsForm: false } format)
                return Problem.UnsupportedType(JsonOnly);

            edited = format.ToUtf8(body).ToArray();
        }

        var result = await desk.RetryAsync(parkedId, context.Caller().HubLimit(), edited, context.RequestAborted);
        return result.Outcome switch
        {
            RetryOutcome.Sent => await ShowAsync(parkedId, context, database, StatusCodes.Status202Accepted),
            RetryOutcome.NotFound => Problem.NotFound(),
            RetryOutcome.NotParked => NotParked(result.State),
            RetryOutcome.PayloadMustStay => Problem.Conflict("retrying", "A retry with another payload is under way."),
            RetryOutcome.Invalid => Problem.Invalid(result.Errors!),
            RetryOutcome.NotSent => Problem.NotSent(null),
            RetryOutcome.Unknown => Problem.Unknown(null) with { Detail = "The message stays retrying. Trying again is safe." },
        };
    }

    private static async Task<IResult> DiscardAsync(long parkedId, HttpContext context, ParkingDesk desk, Database database)
    {
        if (BodyFormat.Of(context.Request) is not { IsForm: false } format)
            return Problem.UnsupportedType(JsonOnly);
        if (await BodyReader.ReadAsync(context.Request, ParkingDesk.MaxBody + 1) is not { } body)
            return Problem.TooLarge(ParkingDesk.MaxBody + 1);
        if (!TryReadReason(format.ToUtf8(body).Span, out var reason))
            return Problem.Invalid("$", "The body must be a JSON object with a reason.");
        if (DiscardReason.Check(reason) is { } wrong)
            return Problem.Invalid("reason", $"reason {wrong}");

        return await desk.DiscardAsync(parkedId, context.Caller().HubLimit(), reason!, context.RequestAborted) switch
        {
            DiscardOutcome.Discarded => await ShowAsync(parkedId, context, database, StatusCodes.Status200OK),
            DiscardOutcome.NotFound => Problem.NotFound(),
            DiscardOutcome.NotParked => NotParked(null),
        };
    }

    private static async Task<IResult> ShowAsync(long parkedId, HttpContext context, Database database, int status)
    {
        var hubId = context.Caller().HubLimit();
        return await database.ReadAsync(session => ParkedPages.FindAsync(session, parkedId, hubId), context.RequestAborted) is { } view
            ? TypedResults.Json(view, ParkingJson.Plain.ParkedDetailView, statusCode: status)
            : Problem.NotFound();
    }

    private static Problem NotParked(string? state) =>
        Problem.Conflict("not-parked", "The message is not parked any more.") with { Detail = state is null ? null : $"It is {state}." };

    private static bool TryReadReason(ReadOnlySpan<byte> json, out string? reason)
    {
        try
        {
            var request = JsonSerializer.Deserialize(json, ParkingJson.Plain.DiscardRequest);
            reason = request?.Reason;
            return request is not null;
        }
        catch (JsonException)
        {
            reason = null;
            return false;
        }
    }
}
