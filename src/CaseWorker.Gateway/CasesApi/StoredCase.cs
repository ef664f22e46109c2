using CaseWorker.Gateway.Access;
using CaseWorker.Processing.Cases;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>A case of the caller's hub as the answer, or what is said where there is none yet or none at all.</summary>
internal static class StoredCase
{
    public static async Task<IResult> FindAsync(int caseId, HttpContext context, CaseFinder finder) =>
        await finder.FindAsync(caseId, context.Caller().HubId, context.RequestAborted) switch
        {
            CaseAnswer.Stored stored => TypedResults.Json(CaseObject.Of(stored.Case, stored.Tags), CasesApiJson.Plain.CaseObject),
            CaseAnswer.OnItsWay => OnItsWay(caseId, context),
            CaseAnswer.Parked => CasesError.Parked(),
            _ => CasesError.NotFound("There is no such case."),
        };

    /// <summary>202: accepted, ask again.</summary>
    public static IResult OnItsWay(int caseId, HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return TypedResults.Json(new CaseIdsObject(caseId), CasesApiJson.Plain.CaseIdsObject, statusCode: StatusCodes.Status202Accepted);
    }
}
