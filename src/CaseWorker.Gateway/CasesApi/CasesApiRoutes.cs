using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>The Cases API at <c>/api/v1</c>, for clients written for the document "Cases" (spec 5).</summary>
public static class CasesApiRoutes
{
    private const string Root = "/api/v1";

    /// <summary>What the routes need beyond enqueueing and cases. Needs a Database and a TimeProvider.</summary>
    public static IServiceCollection AddCasesApi(this IServiceCollection services) => services.AddUsageMeter();

    /// <summary>All routes of the API.</summary>
    public static IEndpointRouteBuilder MapCasesApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Root).AddEndpointFilter<UsageFilter>();
        api.MapPost("/cases", CaseCreation.CreateAsync).RequireScope(Scopes.Enqueue);
        api.MapGet("/cases", CaseSearching.SearchAsync).RequireScope(Scopes.Read);
        api.MapGet("/cases/{caseId:int}", CaseSearching.GetAsync).RequireScope(Scopes.Read);
        api.MapGroup("/cases/{caseId:int}").RequireScope(Scopes.Write).MapChanges();
        api.MapTeam();
        return routes;
    }

    /// <summary>True for what speaks this API's words, errors of the middleware included.</summary>
    internal static bool IsHere(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>A problem in this API's words.</summary>
    internal static Task TellAsync(Problem problem, HttpContext context) => CasesError.Of(problem).ExecuteAsync(context);
}
