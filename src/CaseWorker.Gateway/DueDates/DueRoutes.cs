using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Admin;
using CaseWorker.Gateway.Cases;
using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.Paging;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Cases;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.DueDates.Explaining;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.DueDates;

/// <summary>Due dates are explained, simulated and measured here (spec 4 and 11). Nothing is changed.</summary>
public static class DueRoutes
{
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(31);

    /// <summary>A case of the caller's hub; services of the own hub, or of every hub for operators.</summary>
    public static IEndpointRouteBuilder MapDueDates(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cases/{caseId:int}/due", ExplainAsync).RequireScope(Scopes.Read);
        routes.MapPost("/api/services/{serviceId:int}/due/what-if", WhatIfAsync).RequireScope(Scopes.Read);
        routes.MapGet("/api/services/{serviceId:int}/due/lateness", LatenessAsync).RequireScope(Scopes.Read);
        return routes;
    }

    private static async Task<IResult> ExplainAsync(int caseId, HttpContext context, CaseFinder finder, CaseExplainer explainer)
    {
        var hubId = context.Caller().HubId;
        if (await explainer.FindAsync(caseId, hubId, context.RequestAborted) is { } explanation)
            return TypedResults.Json(explanation, DueJson.Plain.DueExplanation);

        return new NotStoredReply(caseId, await finder.FindAsync(caseId, hubId, context.RequestAborted));
    }

    private static async Task<IResult> WhatIfAsync(int serviceId, HttpContext context, WhatIf whatIf)
    {
        var query = new QueryReader(context.Request.Query);
        var top = query.Top();
        if (query.Problem is { } wrong)
            return wrong;
        if (!WhatIfCursor.TryRead(context.Request.Query["after"], out var after))
            return Problem.Invalid("after", "after must be the next of the page before, of the same list.");

        var (body, problem) = await JsonBody.ReadAsync(context.Request, JsonBody.MaxLength);
        if (problem is not null)
            return problem;

        return await whatIf.ReadAsync(serviceId, context.Caller().HubLimit(), body, after, top, context.RequestAborted) switch
        {
            null => Problem.NotFound(),
            { Errors: { Count: > 0 } errors } => CatalogProblem.Of(errors),
            var page => TypedResults.Json(new WhatIfView(page.Count, page.Items, page.Next is { } next ? WhatIfCursor.Of(next) : null), DueJson.Plain.WhatIfView),
        };
    }

    private static async Task<IResult> LatenessAsync(int serviceId, HttpContext context, Lateness lateness)
    {
        var text = context.Request.Query["window"] is [{ Length: > 0 } given] ? given : "PT1H";
        if (!DurationRule.TryParse(text, out var window) || window <= TimeSpan.Zero || window > MaxWindow)
            return Problem.Invalid("window", "window must be an ISO 8601 duration above zero, up to 31 days, like PT1H.");

        return await lateness.ReadAsync(serviceId, context.Caller().HubLimit(), window, context.RequestAborted) is { } figures
            ? TypedResults.Json(LatenessView.Of(serviceId, figures), DueJson.Plain.LatenessView)
            : Problem.NotFound();
    }
}
