using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Access;

/// <summary>Lets a request pass to its route when its key allows that. A route that says nothing needs an operator.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, KeyRing keys, TokenDesk tokens)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Routing's own answers, such as 405, are endpoints too, but no routes.
        if (context.GetEndpoint() is not RouteEndpoint { Metadata: var metadata } || metadata.GetMetadata<IAllowAnonymous>() is not null)
            return next(context);

        if (PresentedKey.Of(context.Request.Headers) is not { } key || key.Find(keys, tokens) is not { } caller)
            return Problem.NoKey().ExecuteAsync(context);

        var needed = metadata.GetMetadata<RequiredScope>()?.Scopes ?? Scopes.Operator;
        if (!caller.Has(needed))
            return Problem.NoScope(string.Join(", ", ScopeWords.Of(needed))).ExecuteAsync(context);

        context.Features.Set(caller);
        return next(context);
    }
}
