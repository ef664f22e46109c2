using CaseWorker.Gateway.Access;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.HelpCenter;

/// <summary>Lets keys pass that have one of the access levels of this API, whatever their scopes.</summary>
internal sealed class AccessLevelFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Caller().AccessLevel is { } level && AccessRule.AccessLevels.Contains(level)
            ? next(context)
            : ValueTask.FromResult<object?>(HelpCenterError.AccessDenied());
}
