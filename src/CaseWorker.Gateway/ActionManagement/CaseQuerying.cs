using CaseWorker.Processing.Access;
using CaseWorker.Storage;
using CaseWorker.Storage.ActionManagement;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>"Query to get a list of cases".</summary>
internal static class CaseQuerying
{
    public static async Task<IResult> QueryAsync(HttpContext context, Database database)
    {
        var hub = HubProgram.Of(context);
        var (body, problem) = await QueryBody.ReadAsync(context.Request, hub.Program);
        if (problem is not null)
            return problem;

        var query = new CaseQuery(hub.HubId, body.Conditions, body.Sort, body.Top, body.Skip);
        var page = await database.ReadAsync(
            async session =>
            {
                var found = await CaseQueryStore.ReadAsync(session, query);
                var items = await hub.Rendering.ReadItemsAsync(session, found.CaseIds, body.Includes);
                return ItemPage<CaseListItem>.Of("CaseListItem", items, found.Total);
            },
            context.RequestAborted);
        return JsonReply.Of(page, ActionManagementJson.Plain.ItemPageCaseListItem);
    }
}
