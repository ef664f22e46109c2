using CaseWorker.Gateway.Access;
using CaseWorker.Processing.Cases;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>"Search for a Case" and "Get info on a case": those of the caller's hub only.</summary>
internal static class CaseSearching
{
    public static async Task<IResult> SearchAsync(HttpContext context, Database database)
    {
        var fields = RequestFields.OfQuery(context.Request);
        var query = SearchQuery.Read(fields, context.Caller().HubId);
        if (fields.Error is { } error)
            return error;

        var (rows, tags) = await database.ReadAsync(
            async session =>
            {
                var found = await CaseSearch.ReadAsync(session, query.Filter, query.Order, query.Descending, query.Offset, query.Limit);
                return (found, await CaseTagStore.ListAsync(session, [.. found.Select(row => row.CaseId)]));
            },
            context.RequestAborted);
        var tagsOf = tags.ToLookup(row => row.CaseId, row => row.TagId);
        return JsonReply.Of<IReadOnlyList<CaseObject>>([.. rows.Select(row => CaseObject.Of(row, [.. tagsOf[row.CaseId]]))], CasesApiJson.Plain.IReadOnlyListCaseObject);
    }

    public static Task<IResult> GetAsync(int caseId, HttpContext context, CaseFinder finder) => StoredCase.FindAsync(caseId, context, finder);
}
