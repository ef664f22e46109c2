namespace CaseWorker.Storage.Cases;

/// <summary>A page of cases.</summary>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="CaseIds">Those of this page, in the order of the list.</param>
public sealed record CasePage(int Total, IReadOnlyList<int> CaseIds);
