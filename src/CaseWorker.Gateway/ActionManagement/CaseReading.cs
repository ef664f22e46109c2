using CaseWorker.Gateway.Cases;
using CaseWorker.Gateway.Errors;
using CaseWorker.Storage;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>"Get a case".</summary>
internal static class CaseReading
{
    /// <summary>404 also while the case is on its way or parked: the document knows no other answer.</summary>
    public static async Task<IResult> GetAsync(int caseId, HttpContext context, Database database)
    {
        var rendering = HubProgram.Of(context).Rendering;
        if (await database.ReadAsync(session => rendering.FindAsync(session, caseId), context.RequestAborted) is not var (detail, version))
            return Problem.NotFound();

        VersionHeader.Set(context.Response, version);
        return TypedResults.Json(detail, ActionManagementJson.Plain.CaseDetail);
    }
}
