namespace CaseWorker.Benchmarks.Search;

/// <summary>A call and the statements that the program runs for it.</summary>
internal sealed record ComparedCall(SearchRequest Request, IReadOnlyList<TracedStatement> Statements);
