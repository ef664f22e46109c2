namespace CaseWorker.Benchmarks.Search;

/// <summary>The HelpCenter API: lists in every order and state, and searches for all kinds of words.</summary>
internal sealed class HelpCenterSearches(SearchRoutes routes)
{
    public IEnumerable<SearchRoute> All => [.. Lists(), .. Searches()];

    private IEnumerable<SearchRoute> Lists()
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
    }

    private IEnumerable<SearchRoute> Searches()
    {
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
        call => routes.Any(call, one => $"/helpcenter/case?id={SearchCatalog.HelpCenter(one.HubId)}&{query(one)}{(isDeep ? $"&offset={routes.DeepIn(one.HubId, call)}" : "")}"));

    private SearchRoute Find(string name, Func<SearchCase, int, string> text, string more = "") => new(
        $"helpcenter search {name}",
        call => routes.Any(call, one => $"/helpcenter/case/search?id={SearchCatalog.HelpCenter(one.HubId)}&searchFilter={Uri.EscapeDataString(text(one, call))}{more}"));
}
