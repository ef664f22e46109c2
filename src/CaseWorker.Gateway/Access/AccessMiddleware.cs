using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Access;

/// <summary>Lets a request pass to its route when its key allows that. A route that says nothing needs an operator.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, KeyRing keys, TokenDesk tokens, BadKeys badKeys)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Routing's own answers, such as 405, are endpoints too, but no routes.
        if (context.GetEndpoint() is not RouteEndpoint { Metadata: var metadata } || metadata.GetMetadata<IAllowAnonymous>() is not null)
            await next(context);
        else if (PresentedKey.Of(context.Request.Headers) is not { } key)
            await Problem.NoKey().ExecuteAsync(context);
        else if (key.Find(keys, tokens) is { } caller)
            await LetPassAsync(context, caller, metadata.GetMetadata<RequiredScope>()?.Scopes ?? Scopes.Operator);
        else
            await (await WrongKeyReply.CountAsync(context, badKeys) ?? Problem.NoKey()).ExecuteAsync(context);
    }

    private Task LetPassAsync(HttpContext context, Caller caller, Scopes needed)
    {
        if (!caller.Has(needed))
            return Problem.NoScope(string.Join(", ", ScopeWords.Of(needed))).ExecuteAsync(context);

        context.Features.Set(caller);
        return next(context);
    }
}
