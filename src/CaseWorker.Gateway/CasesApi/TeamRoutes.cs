using CaseWorker.Gateway.Access;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Storage.Catalogs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>Departments and reps of the caller's hub, and the call by which clients try their key.</summary>
internal static class TeamRoutes
{
    public static void MapTeam(this RouteGroupBuilder api)
    {
        api.MapGet("/departments", ListDepartments).RequireScope(Scopes.Read);
        api.MapGet("/reps", ListRepsAsync).RequireScope(Scopes.Read);
        api.MapPost("/usage", () => TypedResults.Json(new SuccessObject(true), CasesApiJson.Plain.SuccessObject)).RequireScope(Scopes.None);
    }

    private static JsonHttpResult<IReadOnlyList<DepartmentObject>> ListDepartments(HttpContext context, CatalogCache catalogs)
    {
        var departments = catalogs.Current.Departments.Where(department => department.HubId == context.Caller().HubId).OrderBy(department => department.DepartmentId);
        return TypedResults.Json<IReadOnlyList<DepartmentObject>>(
            [.. departments.Select(department => new DepartmentObject(department.DepartmentId, department.Name))],
            CasesApiJson.Plain.IReadOnlyListDepartmentObject);
    }

    private static async Task<IResult> ListRepsAsync(HttpContext context, Database database)
    {
        var reps = await database.ReadAsync(session => HubTeamStore.ReadRepsAsync(session, context.Caller().HubId), context.RequestAborted);
        return TypedResults.Json<IReadOnlyList<RepObject>>([.. reps.Select(Of)], CasesApiJson.Plain.IReadOnlyListRepObject);
    }

    // A rep without a name is shown by the name under which the rep logs in.
    private static RepObject Of(TeamRow row) =>
        new(row.RepId, row.FirstName ?? (row.LastName is null ? row.UserName : ""), row.LastName ?? "", row.Active);
}
