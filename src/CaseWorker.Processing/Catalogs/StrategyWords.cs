namespace CaseWorker.Processing.Catalogs;

/// <summary>The words that stand for strategies in the catalogue, in the database and in recorded decisions.</summary>
public static class StrategyWords
{
    internal static readonly string[] All = ["random", "round-robin", "least-open"];

    public static string Of(AssignmentStrategy strategy) => strategy switch
    {
        AssignmentStrategy.Random => "random",
        AssignmentStrategy.RoundRobin => "round-robin",
        AssignmentStrategy.LeastOpen => "least-open",
    };

    /// <exception cref="ArgumentException">The word stands for none.</exception>
    public static AssignmentStrategy Parse(string word) => word switch
    {
        "random" => AssignmentStrategy.Random,
        "round-robin" => AssignmentStrategy.RoundRobin,
        "least-open" => AssignmentStrategy.LeastOpen,
        _ => throw new ArgumentException($"A strategy must be one of {string.Join(", ", All)}, is '{word}'.", nameof(word)),
    };
}
