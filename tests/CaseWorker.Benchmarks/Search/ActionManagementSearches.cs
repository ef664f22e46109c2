using System.Globalization;

namespace CaseWorker.Benchmarks.Search;

/// <summary>The Action Management API: queries in every order and by every kind of property, deep pages, and the feed of notes.</summary>
internal sealed class ActionManagementSearches(SearchRoutes routes)
{
    private static readonly string[] Orders =
    [
        "id", "name", "workflowId", "workflowName", "cost", "isClosed", "isOverDue", "triggerName", "dateDue", "dateCreated", "dateModified",
        "listValues.status", "listValues.category", "dataFields.field1",
    ];

    public IEnumerable<SearchRoute> All => [.. Queries(), .. Filters(), .. Feed()];

    private IEnumerable<SearchRoute> Queries()
    {
        yield return Query("", (_, _) => "{}");
        foreach (var order in Orders)
        {
            yield return Query($"orderBy={order}", (_, _) => $$"""{"orderBy":{"property":"{{order}}"} }""");
            yield return Query($"orderBy={order} asc skip", (one, call) => $$"""{"orderBy":{"property":"{{order}}"},"orderByAscending":true,"skip":{{routes.DeepIn(one.HubId, call)}}}""");
        }
    }

    private IEnumerable<SearchRoute> Filters()
    {
        yield return Filter("isClosed", _ => """{"property":"isClosed","operator":"eq","value":false}""");
        yield return Filter("dateCreated", one => $$"""{"property":"dateCreated","operator":"gte","value":"{{one.StoredAt:yyyy-MM-dd}}"}""");
        yield return Filter("dateDue isNull", _ => """{"property":"dateDue","operator":"isNull","value":false}""");
        yield return Filter("workflowId", one => $$"""{"property":"workflowId","operator":"in","value":[{{SearchCatalog.Workflow(one.HubId, 1)}},{{SearchCatalog.Workflow(one.HubId, 2)}}]}""");
        yield return Filter("listValues.category", one => $$"""{"property":"listValues.category","operator":"eq","value":{{SearchCatalog.Item(one.HubId, 1, one.Number % SearchCatalog.ItemsPerList)}}}""");
        yield return Filter("dataFields.field2", one => $$"""{"property":"dataFields.field2","operator":"eq","value":"{{one.Number % 1000}}"}""");
        yield return Filter("name", one => $$"""{"property":"name","operator":"contains","value":"{{SearchWriting.Word(one.Number % 5000)}}"}""");
    }

    private IEnumerable<SearchRoute> Feed()
    {
        yield return Notes("month", one => $"dateModifiedStart={one.StoredAt:yyyy-MM-dd}&dateModifiedEnd={one.StoredAt.AddDays(30):yyyy-MM-dd}");
        yield return Notes("from the beginning", _ => "dateModifiedStart=2024-01-01");
        yield return Notes("skip", one => $"dateModifiedStart=2024-01-01&skip={20_000 * (one.Number % 5)}");
    }

    private SearchRoute Query(string name, Func<SearchCase, int, string> body) => new(
        $"am query {name}",
        call => routes.Any(call, one => $"/v1/actionmanagement/hubs/{one.HubId}/cases/query", one => body(one, call)));

    private SearchRoute Filter(string name, Func<SearchCase, string> filter) => Query(
        $"filter {name}",
        (one, _) => string.Create(CultureInfo.InvariantCulture, $$"""{"filters":[{{filter(one)}}]}"""));

    private SearchRoute Notes(string name, Func<SearchCase, string> query) => new(
        $"am notes {name}",
        call => routes.Any(call, one => $"/v1/actionmanagement/hubs/{one.HubId}/notes?{query(one)}"));
}
