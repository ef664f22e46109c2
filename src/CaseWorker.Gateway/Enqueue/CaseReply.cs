using System.Globalization;
using CaseWorker.Processing.Enqueue;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Enqueue;

/// <summary>The CaseEnqueue object as an answer: 201 when the case is stored, 202 when it is accepted.</summary>
internal sealed class CaseReply(EnqueueResult.Accepted accepted, bool isStored, int? waited) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = isStored ? StatusCodes.Status201Created : StatusCodes.Status202Accepted;
        response.Headers.Location = "/api/cases/" + accepted.CaseId.ToString(CultureInfo.InvariantCulture);
        if (accepted.IsReplayed)
            response.Headers[IdempotencyHeader.Replayed] = "true";
        if (waited is { } seconds)
            response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={seconds}");

        return response.WriteAsJsonAsync(accepted.Case, GatewayJson.Plain.CaseEnqueue, cancellationToken: httpContext.RequestAborted);
    }
}
