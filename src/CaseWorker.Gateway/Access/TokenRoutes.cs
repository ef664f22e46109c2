using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Access;

/// <summary>Tokens for clients that speak OAuth 2 (spec 6; RFC 6749, 4.4): a key's name and the key, for a token of an hour.</summary>
public static class TokenRoutes
{
    private const string Address = "/identity/connect/token";
    private const string ApiUser = "api-user";

    /// <summary>POST /identity/connect/token.</summary>
    public static IEndpointRouteBuilder MapTokens(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Address, IssueAsync).AllowAnonymous();
        return routes;
    }

    /// <summary>True for what speaks the words of OAuth 2, errors of the middleware included.</summary>
    internal static bool IsHere(PathString path) => path.StartsWithSegments(Address, StringComparison.OrdinalIgnoreCase);

    /// <summary>A problem in the words of OAuth 2.</summary>
    internal static Task TellAsync(Problem problem, HttpContext context) => TokenError.Of(problem).ExecuteAsync(context);

    private static async Task<IResult> IssueAsync(HttpContext context, TokenDesk desk, BadKeys badKeys)
    {
        var (request, error) = await TokenRequest.ReadAsync(context.Request);
        if (request is null)
            return error!;

        return await desk.IssueAsync(request.ClientId, request.ClientSecret, context.RequestAborted) switch
        {
            TokenIssue.OtherName when request.GrantType == ApiUser => TokenError.InvalidGrant(),
            TokenIssue.Issued when request.GrantType is not (ApiUser or "client_credentials") => TokenError.UnsupportedGrant(),
            TokenIssue.Issued issued => Issued(context.Response, issued),
            TokenIssue.NoKey when await WrongKeyReply.CountAsync(context, badKeys) is { } tooMany => tooMany,
            _ => TokenError.InvalidClient(),
        };
    }

    private static JsonHttpResult<TokenReply> Issued(HttpResponse response, TokenIssue.Issued issued)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        var reply = new TokenReply(issued.Token, "Bearer", (int)TokenDesk.Lifetime.TotalSeconds, string.Join(' ', ScopeWords.Of(issued.Scopes)));
        return TypedResults.Json(reply, TokenJson.Plain.TokenReply);
    }
}
