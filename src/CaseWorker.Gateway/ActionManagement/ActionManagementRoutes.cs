using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Links;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>The Action Management API at <c>/v1/actionmanagement</c>, for clients written for the document of that name (spec 6).</summary>
public static class ActionManagementRoutes
{
    private const string Root = "/v1/actionmanagement";

    /// <summary>What the routes need beyond cases and the catalogue.</summary>
    public static IServiceCollection AddActionManagement(this IServiceCollection services) => services.AddSingleton<PublicAddress>();

    /// <summary>All routes of the API.</summary>
    public static IEndpointRouteBuilder MapActionManagement(this IEndpointRouteBuilder routes)
    {
        var hub = routes.MapGroup(Root + "/hubs/{hubId:int}").AddEndpointFilter<HubFilter>();
        var reads = hub.MapGroup("").AddEndpointFilter<QueryTimeoutFilter>().RequireScope(Scopes.Read);
        reads.MapPost("/cases/query", CaseQuerying.QueryAsync);
        reads.MapGet("/cases/{caseId:int}", CaseReading.GetAsync);
        reads.MapGet("/cases/{caseId:int}/notes", NoteReading.ListAsync);
        reads.MapGet("/cases/{caseId:int}/notes/{noteId:int}", NoteReading.GetAsync);
        reads.MapGet("/notes", NoteReading.FeedAsync);
        reads.MapGet("/lists", ProgramReading.GetLists);
        reads.MapGet("/roles", ProgramReading.GetRoles);
        var writes = hub.MapGroup("").RequireScope(Scopes.Write);
        writes.MapPut("/cases/{caseId:int}", CaseChanging.PutAsync);
        writes.MapDelete("/cases/{caseId:int}", CaseChanging.DeleteAsync);
        return routes;
    }
}
