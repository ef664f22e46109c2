using CaseWorker.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>"Get the program lists" and "Get the list of user roles": as the catalogue has them.</summary>
internal static class ProgramReading
{
    /// <summary>404 when the program has no list, as the document says.</summary>
    public static IResult GetLists(HttpContext context)
    {
        var lists = HubProgram.Of(context).Program.Lists;
        return lists.Count == 0
            ? Problem.NotFound()
            : TypedResults.Json(
                ItemPage<ProgramListItem>.Whole("ProgramList", [.. lists.Select(ProgramListItem.Of)]),
                ActionManagementJson.Plain.ItemPageProgramListItem);
    }

    public static IResult GetRoles(HttpContext context) => TypedResults.Json(
        ItemPage<ProgramRoleItem>.Whole("Role", [.. HubProgram.Of(context).Program.Roles.Select(ProgramRoleItem.Of)]),
        ActionManagementJson.Plain.ItemPageProgramRoleItem);
}
