using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Processing.Catalogs;

/// <summary>What became of a change of the catalogue.</summary>
public record CatalogResult
{
    /// <summary>Why nothing was changed, all reasons at once; empty when the change was made.</summary>
    public IReadOnlyList<CatalogError> Errors { get; init; } = [];

    /// <summary>Lines for people: "+" added, "~" changed, "-" removed, "=" not named but kept because it is in use. Empty: all was so already.</summary>
    public IReadOnlyList<string> Difference { get; init; } = [];

    /// <summary>The version of the catalogue after the change; null when it was refused. New keys alone do not raise it.</summary>
    public long? Version { get; init; }

    /// <summary>True when something was written.</summary>
    public bool HasChanged => Errors.Count == 0 && Difference.Any(line => line[0] != '=');
}
