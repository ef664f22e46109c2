using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace CaseWorker.Benchmarks.Search;

/// <summary>Every list of the program, with every parameter, over all hubs by their size.</summary>
internal sealed class SearchRoutes(int cases)
{
    public IReadOnlyList<SearchRoute> All => [.. Lists(), .. CasesApi(), .. new HelpCenterSearches(this).All, .. new ActionManagementSearches(this).All];

    /// <summary>A call about any case: each hub comes as often as its size is.</summary>
    public SearchRequest Any(int call, Func<SearchCase, string> path, Func<SearchCase, string>? body = null)
    {
        var one = SearchCase.Of((int)((call * 7_919L) % cases) + 1, cases);
        return new SearchRequest(one.HubId, path(one), body?.Invoke(one));
    }

    /// <summary>An offset somewhere in the hub, at the end as often as at the beginning.</summary>
    public int DeepIn(int hubId, int call) => (int)(cases / 150L * SearchCatalog.SizeOf(hubId) * (call % 10) / 10);

    /// <summary>A list of nothing: what HTTP, key and routing take.</summary>
    public static SearchRequest Smallest(int hubId) => new(hubId, "/api/parked?state=retrying");

    private IEnumerable<SearchRoute> Lists()
    {
        yield return new("cases", call => Any(call, _ => "/api/cases"));
        yield return new("cases deep", call => Any(call, one => $"/api/cases?after={Cursor('c', one.Number)}"));
        yield return new("cases status", call => Any(call, one => $"/api/cases?status={one.Status}&after={Cursor('c', one.Number)}"));
        yield return new("cases serviceId", call => Any(call, one => $"/api/cases?serviceId={one.ServiceId}&after={Cursor('s', call % 500)}"));
        yield return new("cases serviceId status", call => Any(call, one => $"/api/cases?serviceId={one.ServiceId}&status={one.Status}"));
        yield return new("cases repId", call => Any(call, one => $"/api/cases?repId={one.RepId}&after={Cursor('c', one.Number)}"));
        yield return new("cases repId status", call => Any(call, one => $"/api/cases?repId={one.RepId}&status={one.Status}"));
        yield return new("cases repId serviceId", call => Any(call, one => $"/api/cases?repId={one.RepId}&serviceId={one.ServiceId}"));
        yield return new("notes", call => Any(call, one => $"/api/cases/{one.Number}/notes"));
        yield return new("assignments", call => Any(call, one => $"/api/cases/{one.Number}/assignments"));
        yield return new("fifo", call => Any(call, one => $"/api/services/{one.ServiceId}/fifo"));
        yield return new("fifo deep", call => Any(call, one => $"/api/services/{one.ServiceId}/fifo?after={500 + (call * 3)}"));
        yield return new("parked", call => Any(call, _ => "/api/parked"));
        yield return new("parked state", call => Any(call, _ => "/api/parked?state=resolved"));

        yield return new("parked none", call => Any(call, one => Smallest(one.HubId).Path));
    }

    private IEnumerable<SearchRoute> CasesApi()
    {
        yield return V1("", _ => "");
        yield return V1("limit=1000", _ => "limit=1000");
        yield return V1("offset", _ => "", isDeep: true);
        foreach (var order in new[] { "caseid", "contactid", "date_opened", "date_assigned", "date_updated", "date_closed", "date_firstresponse", "date_lastresponse", "status" })
        {
            yield return V1($"orderby={order}", _ => $"orderby={order}");
            yield return V1($"orderby={order} asc offset", _ => $"orderby={order}%20asc", isDeep: true);
            yield return V1($"orderby={order} desc offset", _ => $"orderby={order}%20desc", isDeep: true);
        }

        foreach (var status in new[] { "all", "active", "new", "open", "closed" })
            yield return V1($"status={status}", _ => $"status={status}");

        yield return V1("contactid", one => $"contactid={one.Customer.Id}");
        yield return V1("companyid", one => $"companyid={one.Customer.CompanyId}");
        yield return V1("repid", one => $"repid={one.RepId}");
        yield return V1("repid status", one => $"repid={one.RepId}&status=active");
        yield return V1("depid", one => $"depid={one.DepartmentId}");
        yield return V1("depid offset", one => $"depid={one.DepartmentId}", isDeep: true, share: 4);
        yield return V1("casetag", one => $"casetag={SearchCatalog.Tag(one.HubId, one.Number % SearchCatalog.Tags)}");
        yield return V1("email", one => $"email={Uri.EscapeDataString(one.Customer.Email)}");
        foreach (var date in new[] { "date_opened", "date_assigned", "date_firstresponse", "date_updated", "date_closed" })
        {
            yield return V1($"{date}=day", one => $"{date}={one.StoredAt:yyyy-MM-dd}");
            yield return V1($"{date}=after", one => $"{date}={Uri.EscapeDataString($"{{\"after\":\"{one.StoredAt:yyyy-MM-dd}\"}}")}");
            yield return V1($"{date}=before", one => $"{date}={Uri.EscapeDataString($"{{\"before\":\"{one.StoredAt:yyyy-MM-dd}\"}}")}");
        }
    }

    private SearchRoute V1(string name, Func<SearchCase, string> query, bool isDeep = false, int share = 1) => new(
        $"v1 {name}",
        call => Any(call, one => $"/api/v1/cases?{query(one)}{(isDeep ? $"&offset={DeepIn(one.HubId, call) / share}" : "")}"));

    private static string Cursor(char order, long key) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{order}{key}")));
}
