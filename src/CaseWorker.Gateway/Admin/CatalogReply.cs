namespace CaseWorker.Gateway.Admin;

/// <summary>What applying a file did.</summary>
/// <param name="Version">The catalogue's version from now on.</param>
/// <param name="Changed">False when all was so already.</param>
/// <param name="Difference">Lines for people: "+" added, "~" changed, "-" removed, "=" not named but kept, with the reason.</param>
internal sealed record CatalogReply(long? Version, bool Changed, IReadOnlyList<string> Difference);
