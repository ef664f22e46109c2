using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.HelpCenter;

/// <summary>The HelpCenter API at <c>/helpcenter</c>, for clients written for the document "HelpCenter Case List" (spec 7). Of the caller's hub only.</summary>
public static class HelpCenterRoutes
{
    private const string Root = "/helpcenter";

    /// <summary>All routes of the API.</summary>
    public static IEndpointRouteBuilder MapHelpCenter(this IEndpointRouteBuilder routes)
    {
        var cases = routes.MapGroup(Root + "/case").AddEndpointFilter<AccessLevelFilter>();
        cases.MapGet("", HelpCenterListing.ListAsync).RequireScope(Scopes.Read);
        cases.MapGet("/search", HelpCenterListing.SearchAsync).RequireScope(Scopes.Read);
        cases.MapPost("/{conversationId}", ConversationUpdate.UpdateAsync).RequireScope(Scopes.Write);
        return routes;
    }

    /// <summary>True for what speaks this API's words, errors of the middleware included.</summary>
    internal static bool IsHere(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>A problem in this API's words.</summary>
    internal static Task TellAsync(Problem problem, HttpContext context) => HelpCenterError.Of(problem).ExecuteAsync(context);
}
