using CaseWorker.Gateway.Access;
using CaseWorker.Processing.Cases;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Cases;

/// <summary>A case as it is now, with its version as ETag; or what is said while there is none.</summary>
internal static class StoredReply
{
    public static async Task<IResult> FindAsync(int caseId, HttpContext context, CaseFinder finder)
    {
        var answer = await finder.FindAsync(caseId, context.Caller().HubId, context.RequestAborted);
        if (answer is not CaseAnswer.Stored stored)
            return new NotStoredReply(caseId, answer);

        VersionHeader.Set(context.Response, stored.Case.RowVersion);
        return TypedResults.Json(CaseView.Of(stored.Case, stored.Properties, stored.Tags), CasesJson.Plain.CaseView);
    }
}
