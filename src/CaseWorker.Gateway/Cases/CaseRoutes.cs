using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.Paging;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Cases;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Cases;

/// <summary>Cases are read here (spec 2.1 and 11), those of the caller's hub only; <see cref="CaseCommandRoutes"/> changes them.</summary>
public static class CaseRoutes
{
    /// <summary>GET /api/cases, and a case with its notes and assignments below it; and the commands.</summary>
    public static IEndpointRouteBuilder MapCases(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cases", ListAsync).RequireScope(Scopes.Read);
        routes.MapGet("/api/cases/{caseId:int}", ShowAsync).RequireScope(Scopes.Read);
        routes.MapGet("/api/cases/{caseId:int}/notes", ListNotesAsync).RequireScope(Scopes.Read);
        routes.MapGet("/api/cases/{caseId:int}/assignments", ListAssignmentsAsync).RequireScope(Scopes.Read);
        routes.MapCaseCommands();
        return routes;
    }

    private static async Task<IResult> ListAsync(HttpContext context, Database database)
    {
        var query = new QueryReader(context.Request.Query);
        var filter = new CaseFilter(
            context.Caller().HubId,
            (int?)query.Number("serviceId", 1, int.MaxValue),
            query.Word("status", "new", "open", "closed"),
            (int?)query.Number("repId", 1, int.MaxValue));
        var (order, top) = (filter.IsBySequence ? 's' : 'c', query.Top());
        var after = query.After(order);
        if (query.Problem is { } problem)
            return problem;

        var (rows, properties, tags) = await database.ReadAsync(
            async session =>
            {
                var found = await CaseList.ReadAsync(session, filter, after, top + 1);
                int[] shown = [.. found.Take(top).Select(row => row.CaseId)];
                return (found, await CaseReader.ListPropertiesAsync(session, shown), await CaseTagStore.ListAsync(session, shown));
            },
            context.RequestAborted);
        var propertiesOf = properties.ToLookup(property => property.CaseId);
        var tagsOf = tags.ToLookup(tag => tag.CaseId, tag => tag.TagId);
        var page = Paged.Of(rows, top, row => CaseView.Of(row, propertiesOf[row.CaseId], [.. tagsOf[row.CaseId]]), order, row => filter.IsBySequence ? row.Sequence : row.CaseId);
        return JsonReply.Of(page, CasesJson.Plain.PageCaseView);
    }

    private static Task<IResult> ShowAsync(int caseId, HttpContext context, CaseFinder finder) => StoredReply.FindAsync(caseId, context, finder);

    private static async Task<IResult> ListNotesAsync(int caseId, HttpContext context, CaseFinder finder, Database database)
    {
        var query = new QueryReader(context.Request.Query);
        var (after, top, hubId) = (query.After('n'), query.Top(), context.Caller().HubId);
        if (query.Problem is { } problem)
            return problem;
        if (await finder.FindAsync(caseId, hubId, context.RequestAborted) is var answer and not CaseAnswer.Stored)
            return new NotStoredReply(caseId, answer);

        var rows = await database.ReadAsync(session => CaseReader.ListNotesAsync(session, caseId, hubId, after, top + 1), context.RequestAborted);
        return JsonReply.Of(Paged.Of(rows, top, NoteView.Of, 'n', row => row.NoteId), CasesJson.Plain.PageNoteView);
    }

    private static async Task<IResult> ListAssignmentsAsync(int caseId, HttpContext context, CaseFinder finder, Database database)
    {
        var query = new QueryReader(context.Request.Query);
        var (after, top, hubId) = (Math.Min(query.After('a'), int.MaxValue), query.Top(), context.Caller().HubId);
        if (query.Problem is { } problem)
            return problem;
        if (await finder.FindAsync(caseId, hubId, context.RequestAborted) is var answer and not CaseAnswer.Stored)
            return new NotStoredReply(caseId, answer);

        var rows = await database.ReadAsync(session => CaseReader.ListAssignmentsAsync(session, caseId, hubId, (int)after, top + 1), context.RequestAborted);
        return JsonReply.Of(Paged.Of(rows, top, AssignmentView.Of, 'a', row => row.Ordinal), CasesJson.Plain.PageAssignmentView);
    }
}
