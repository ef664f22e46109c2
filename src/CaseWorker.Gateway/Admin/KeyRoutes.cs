using System.Diagnostics;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.Paging;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseWorker.Gateway.Admin;

/// <summary>Keys are seen, made and revoked here (spec 9). What concerns operators or another hub is for operators.</summary>
internal static class KeyRoutes
{
    private const char Order = 'k';

    /// <summary>The keys by ascending id, the revoked ones included; what callers present is stored nowhere and not shown.</summary>
    public static async Task<IResult> ListAsync(HttpContext context, KeyKeeper keeper)
    {
        var query = new QueryReader(context.Request.Query);
        var (after, top) = (query.After(Order), query.Top());
        if (query.Problem is { } problem)
            return problem;

        var rows = await keeper.ListAsync(context.Caller().HubLimit(), after, top + 1, context.RequestAborted);
        return TypedResults.Json(Paged.Of(rows, top, KeyView.Of, Order, row => row.KeyId), AdminJson.Plain.PageKeyView);
    }

    /// <summary>Makes a random key, which the answer shows this once.</summary>
    public static async Task<IResult> CreateAsync(HttpContext context, KeyKeeper keeper)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request, JsonBody.MaxLength);
        if (problem is not null)
            return problem;

        var (wish, errors) = KeyWishReader.Read(body);
        if (errors.Count > 0)
            return CatalogProblem.Of(errors);

        var caller = context.Caller();
        var hubId = wish.HubId ?? caller.HubId;
        if (!caller.Has(Scopes.Operator) && (hubId != caller.HubId || wish.Scopes.HasFlag(Scopes.Operator)))
            return OperatorsOnly();

        return await keeper.CreateAsync(hubId, wish.Name, wish.Scopes, wish.AccessLevel, context.RequestAborted) switch
        {
            KeyCreated created => Created(context, new NewKeyView(created.KeyId, created.Key, hubId, wish.Name, ScopeWords.Of(wish.Scopes), wish.AccessLevel)),
            KeyRefused refused => Problem.Invalid(refused.Errors),
            _ => throw new UnreachableException("A wish for a key is granted or refused."),
        };
    }

    /// <summary>Makes a key worthless. A second time changes nothing.</summary>
    public static async Task<IResult> RevokeAsync(long keyId, HttpContext context, KeyKeeper keeper)
    {
        var caller = context.Caller();
        if (await keeper.FindAsync(keyId, caller.HubLimit(), context.RequestAborted) is not { } key)
            return Problem.NotFound();

        // An operator's key is in a hub, but the whole installation can depend on it. What a key allows never changes, so it can be asked beforehand.
        if (!caller.Has(Scopes.Operator) && ScopeWords.Parse(key.Scopes).HasFlag(Scopes.Operator))
            return OperatorsOnly();

        await keeper.RevokeAsync(keyId, caller.HubLimit(), context.RequestAborted);
        return await keeper.FindAsync(keyId, caller.HubLimit(), context.RequestAborted) is { } revoked
            ? TypedResults.Json(KeyView.Of(revoked), AdminJson.Plain.KeyView)
            : Problem.NotFound();
    }

    private static JsonHttpResult<NewKeyView> Created(HttpContext context, NewKeyView key)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(key, AdminJson.Plain.NewKeyView, statusCode: StatusCodes.Status201Created);
    }

    private static Problem OperatorsOnly() => Problem.NoScope(string.Join(", ", ScopeWords.Of(Scopes.Operator)));
}
