using System.Text;
using CaseWorker.Gateway.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Admin;

/// <summary>The catalogue as a file (spec 9 and 11).</summary>
internal static class CatalogRoutes
{
    private const int MaxBody = 8 << 20;

    /// <summary>The catalogue of the caller's hub, of all hubs for operators; never keys or secrets.</summary>
    public static async Task<IResult> ExportAsync(HttpContext context, CatalogExporter exporter) =>
        TypedResults.Text(await exporter.ExportAsync(context.Caller().HubLimit(), context.RequestAborted), "application/json", Encoding.UTF8);

    /// <summary>Makes the catalogue what the file says, all of it or nothing.</summary>
    public static async Task<IResult> ApplyAsync(HttpContext context, CatalogApplier applier)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request, MaxBody);
        if (problem is not null)
            return problem;

        var result = await applier.ApplyAsync(CatalogFile.Read(body), context.Caller().HubLimit(), context.RequestAborted);
        return result.Errors.Count > 0
            ? CatalogProblem.Of(result.Errors)
            : TypedResults.Json(new CatalogReply(result.Version, result.HasChanged, result.Difference), AdminJson.Plain.CatalogReply);
    }
}
