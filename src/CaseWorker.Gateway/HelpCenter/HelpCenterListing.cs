using CaseWorker.Gateway.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.TextSearch;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.HelpCenter;
using CaseWorker.Storage.TextSearch;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.HelpCenter;

/// <summary>"Case List" and "Case Search": the cases of the caller's hub, page by page, with exact totals.</summary>
internal static class HelpCenterListing
{
    public static async Task<IResult> ListAsync(HttpContext context, Database database, CatalogCache catalogs)
    {
        var hub = catalogs.Current.FindHub(context.Caller().HubId);
        var (query, error) = HelpCenterQuery.OfList(context.Request.Query, hub?.HelpCenterId);
        return error ?? await ShowAsync(
            query,
            database,
            session => HelpCenterList.ReadAsync(session, hub!.HubId, query.Status, query.Order, query.Descending, query.Offset, query.Limit),
            HelpCenterCase.Of,
            context.RequestAborted);
    }

    public static async Task<IResult> SearchAsync(HttpContext context, Database database, CatalogCache catalogs)
    {
        var hub = catalogs.Current.FindHub(context.Caller().HubId);
        var (query, error) = HelpCenterQuery.OfSearch(context.Request.Query, hub?.HelpCenterId);
        return error ?? await ShowAsync(
            query,
            database,
            session => query.Text is { } text
                ? CaseTextSearch.FindAsync(session, hub!.HubId, SearchWords.ForQuery(hub.HubId, text), query.Descending, query.Offset, query.Limit)
                : HelpCenterList.ReadAsync(session, hub!.HubId, query.Status, query.Order, query.Descending, query.Offset, query.Limit),
            (row, messages) => HelpCenterCase.Found(row, messages, hub!.HelpCenterId!),
            context.RequestAborted);
    }

    private static async Task<IResult> ShowAsync(
        HelpCenterQuery query,
        Database database,
        Func<Session, Task<CasePage>> find,
        Func<HelpCenterCaseRow, IEnumerable<HelpCenterMessageRow>, HelpCenterCase> show,
        CancellationToken cancellation)
    {
        var (page, cases, messages) = await database.ReadAsync(
            async session =>
            {
                var found = await find(session);
                var (rows, written) = await HelpCenterCases.ReadAsync(session, found.CaseIds);
                return (found, rows, written);
            },
            cancellation);
        var shown = new HelpCenterPage(query.Offset, query.Limit, page.Total, [.. cases.Select(row => show(row, messages[row.CaseId]))]);
        return JsonReply.Of(shown, HelpCenterJson.Plain.HelpCenterPage);
    }
}
