namespace CaseWorker.Gateway.Paging;

/// <summary>A part of a list.</summary>
/// <param name="Next">What to send as <c>after</c> for the part that follows; null: there is none.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
