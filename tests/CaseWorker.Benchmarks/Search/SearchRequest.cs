namespace CaseWorker.Benchmarks.Search;

/// <summary>One call of a route.</summary>
/// <param name="Body">JSON; null: a GET.</param>
internal sealed record SearchRequest(int HubId, string Path, string? Body = null);

/// <summary>A route with parameters that change from call to call, the same in every run.</summary>
/// <param name="Name">For the report; what follows the first space tells the parameters.</param>
/// <param name="Of">The request of a call, from 0 on.</param>
internal sealed record SearchRoute(string Name, Func<int, SearchRequest> Of);
