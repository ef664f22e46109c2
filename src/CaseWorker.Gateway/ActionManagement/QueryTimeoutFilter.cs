using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>Gives a route that only reads <see cref="ActionManagementOptions.QueryTimeout"/>, then stops it and answers 408 without a body, as the document has it.</summary>
/// <remarks>
/// While the route runs, <c>HttpContext.RequestAborted</c> is cancelled by the limit as well as by the caller's leaving: a route need
/// only hand that token to the database. A parameter of the type CancellationToken is bound before and knows nothing of the limit.
/// </remarks>
internal sealed class QueryTimeoutFilter(IOptions<ActionManagementOptions> options, TimeProvider time) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext;
        var left = request.RequestAborted;
        using var limit = new CancellationTokenSource(options.Value.QueryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(left, limit.Token);
        request.RequestAborted = either.Token;
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !left.IsCancellationRequested)
        {
            return new TimedOut();
        }
        finally
        {
            request.RequestAborted = left;
        }
    }

    private sealed class TimedOut : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status408RequestTimeout;

            // Said here, so that nobody adds the words that errors have elsewhere.
            httpContext.Response.ContentLength = 0;
            return Task.CompletedTask;
        }
    }
}
