namespace CaseWorker.Processing.Catalogs;

/// <summary>What became of an edit of a rep.</summary>
public sealed record RepEditResult : CatalogResult
{
    /// <summary>The rep as it is now: with errors as it was, else edited.</summary>
    public required Rep Rep { get; init; }

    /// <summary>The departments of the rep, ascending.</summary>
    public required IReadOnlyList<int> Departments { get; init; }
}
