using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Enqueue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Enqueue;

/// <summary>Cases go in here (document "Case Enqueue for FIFO", spec 2.1).</summary>
public static class EnqueueRoutes
{
    private const int MaxBody = 1 << 20;
    private const int MaxBatchBody = 8 << 20;

    /// <summary>POST /api/cases and POST /api/cases/batch.</summary>
    public static IEndpointRouteBuilder MapEnqueue(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/cases", EnqueueAsync).RequireScope(Scopes.Enqueue);
        routes.MapPost("/api/cases/batch", EnqueueBatchAsync).RequireScope(Scopes.Enqueue);
        return routes;
    }

    private static async Task<IResult> EnqueueAsync(HttpContext context, Enqueuer enqueuer, CaseWaiter waiter)
    {
        if (BodyFormat.Of(context.Request) is not { } format)
            return Problem.UnsupportedType(BodyFormat.Accepted);
        if (!IdempotencyHeader.TryRead(context.Request.Headers, out var key))
            return Problem.Invalid(IdempotencyHeader.Name, IdempotencyHeader.Must);
        if (await BodyReader.ReadAsync(context.Request, MaxBody) is not { } body)
            return Problem.TooLarge(MaxBody);

        var text = format.ToUtf8(body);
        var reading = format.IsForm ? EnqueueForm.Read(text.Span) : EnqueueReader.Read(text.Span);
        var result = await enqueuer.EnqueueAsync(reading, context.Caller(), key);
        if (result is not EnqueueResult.Accepted accepted)
            return EnqueueProblem.Of(result);
        if (WaitPreference.Of(context.Request.Headers["Prefer"]) is not { } seconds)
            return new CaseReply(accepted, isStored: false, waited: null);

        return await waiter.WaitAsync(accepted.CaseId, TimeSpan.FromSeconds(seconds), context.RequestAborted) switch
        {
            CaseFate.Parked parked => Problem.Parked(accepted.CaseId, parked.ParkedId),
            var fate => new CaseReply(accepted, fate is CaseFate.Stored, seconds),
        };
    }

    private static async Task<IResult> EnqueueBatchAsync(HttpContext context, Enqueuer enqueuer)
    {
        if (BodyFormat.Of(context.Request) is not { IsForm: false } format)
            return Problem.UnsupportedType("application/json or text/json");
        if (!IdempotencyHeader.TryRead(context.Request.Headers, out var key))
            return Problem.Invalid(IdempotencyHeader.Name, IdempotencyHeader.Must);
        if (await BodyReader.ReadAsync(context.Request, MaxBatchBody) is not { } body)
            return Problem.TooLarge(MaxBatchBody);
        if (EnqueueBatchReader.Read(format.ToUtf8(body).Span) is not { } readings)
            return Problem.Invalid("$", $"The body must be a JSON array of 1 to {EnqueueBatchReader.MaxItems} objects.");

        var results = await enqueuer.EnqueueAllAsync(readings, context.Caller(), key);
        return TypedResults.Json<IReadOnlyList<BatchItem>>([.. results.Select(BatchItem.Of)], GatewayJson.Plain.IReadOnlyListBatchItem, statusCode: StatusCodes.Status207MultiStatus);
    }
}
