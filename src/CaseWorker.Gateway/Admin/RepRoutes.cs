using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Admin;

/// <summary>What changes about reps from day to day (spec 9).</summary>
internal static class RepRoutes
{
    /// <summary>Changes what the body names and leaves the rest.</summary>
    public static async Task<IResult> EditAsync(int repId, HttpContext context, RepEditor editor)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request, JsonBody.MaxLength);
        if (problem is not null)
            return problem;

        var (edit, errors) = RepEditReader.Read(body);
        if (errors.Count > 0)
            return CatalogProblem.Of(errors);

        return await editor.SetAsync(context.Caller().HubLimit(), repId, edit, context.RequestAborted) switch
        {
            null => Problem.NotFound(),
            { Errors: { Count: > 0 } refused } => CatalogProblem.Of(refused),
            var edited => TypedResults.Json(RepView.Of(edited), AdminJson.Plain.RepView),
        };
    }
}
