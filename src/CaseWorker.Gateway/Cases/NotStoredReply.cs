using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Cases;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Cases;

/// <summary>What is said of a case id that is no stored case: 202 while it is on its way, 409 when it was parked, else 404.</summary>
internal sealed class NotStoredReply(int caseId, CaseAnswer answer) : IResult
{
    private const string RetryAfterSeconds = "1";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (answer is CaseAnswer.OnItsWay)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            return TypedResults.Json(new CaseOnItsWayView(caseId), CasesJson.Plain.CaseOnItsWayView, statusCode: StatusCodes.Status202Accepted).ExecuteAsync(httpContext);
        }

        var problem = answer is CaseAnswer.Parked parked
            ? Problem.Conflict("parked", "The case was parked.") with { Detail = "An operator has to look at it.", CaseId = caseId, ParkedId = parked.ParkedId }
            : Problem.NotFound();
        return problem.ExecuteAsync(httpContext);
    }
}
