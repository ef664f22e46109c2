using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace CaseWorker.Benchmarks.Search;

/// <summary>Every list of the program, with every parameter, over all hubs by their size.</summary>
internal sealed class SearchRoutes(int cases)
{
    public IReadOnlyList<SearchRoute> All => [.. Lists(), .. CasesApi(), .. HelpCenter()];

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

    private IEnumerable<SearchRoute> HelpCenter()
    {
        foreach (var order in new[] { "CREATED", "SENT", "STATE" })
        {
            foreach (var direction in new[] { "asc", "desc" })
            {
                yield return Case($"sortBy={order} {direction}", _ => $"sortBy={order}&sortOrder={direction}");
                yield return Case($"sortBy={order} {direction} offset", _ => $"sortBy={order}&sortOrder={direction}", isDeep: true);
            }
        }

        foreach (var state in new[] { "UNHANDLED", "HANDLING", "CLOSED" })
        {
            yield return Case($"state={state}", _ => $"state={state}");
            yield return Case($"state={state} CREATED offset", _ => $"state={state}&sortBy=CREATED", isDeep: true);
        }

        yield return Find("frequent word", (one, _) => SearchWriting.Word(one.Number % 30));
        yield return Find("rare word", (one, _) => SearchWriting.Word(5000 + (one.Number % 20_000)));
        yield return Find("two words", (one, _) => $"{SearchWriting.Word(one.Number % 100)} {SearchWriting.Word(one.Number % 700)}");
        yield return Find("beginning of a word", (one, _) => SearchWriting.Word(one.Number % 1000)[..3]);
        yield return Find("one letter", (one, _) => SearchWriting.Word(one.Number % 1000)[..1]);
        yield return Find("customer", (one, _) => one.Customer.Name);
        yield return Find("e-mail", (one, _) => one.Customer.Email);
        yield return Find("phone", (one, _) => one.Customer.Phone);
        yield return Find("nothing", (one, call) => $"nobody{call}");
        yield return Find("frequent word desc offset", (one, _) => SearchWriting.Word(one.Number % 30), "&sortOrder=desc&offset=1000");
    }

    private SearchRoute Case(string name, Func<SearchCase, string> query, bool isDeep = false) => new(
        $"helpcenter {name}",
        call => Any(call, one => $"/helpcenter/case?id={SearchCatalog.HelpCenter(one.HubId)}&{query(one)}{(isDeep ? $"&offset={DeepIn(one.HubId, call)}" : "")}"));

    private SearchRoute Find(string name, Func<SearchCase, int, string> text, string more = "") => new(
        $"helpcenter search {name}",
        call => Any(call, one => $"/helpcenter/case/search?id={SearchCatalog.HelpCenter(one.HubId)}&searchFilter={Uri.EscapeDataString(text(one, call))}{more}"));

    private SearchRoute V1(string name, Func<SearchCase, string> query, bool isDeep = false, int share = 1) => new(
        $"v1 {name}",
        call => Any(call, one => $"/api/v1/cases?{query(one)}{(isDeep ? $"&offset={DeepIn(one.HubId, call) / share}" : "")}"));

    // Somewhere in the hub, at the end as often as at the beginning.
    private int DeepIn(int hubId, int call) => (int)(cases / 150L * SearchCatalog.SizeOf(hubId) * (call % 10) / 10);

    private SearchRequest Any(int call, Func<SearchCase, string> path)
    {
        var one = SearchCase.Of((int)((call * 7_919L) % cases) + 1, cases);
        return new SearchRequest(one.HubId, path(one));
    }

    private static string Cursor(char order, long key) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{order}{key}")));
}
