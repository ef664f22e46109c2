using System.Collections.Concurrent;

namespace CaseWorker.Tests.Simulation;

/// <summary>Runs seeds, on as many threads as there are cores.</summary>
internal static class Seeds
{
    public const string AllKept = "all promises were kept.";

    /// <returns>The violations by seed.</returns>
    public static IReadOnlyDictionary<int, string> Run(int first, int count, Design design)
    {
        var violations = new ConcurrentDictionary<int, string>();
        Parallel.For(first, first + count, seed =>
        {
            if (ViolationOf(seed, design) is { } violation)
                violations[seed] = violation;
        });
        return violations;
    }

    /// <summary>The first seed, from 1 up, that finds a violation; null when none of them does.</summary>
    public static (int Seed, string Violation)? FindFirst(int count, Design design)
    {
        for (var seed = 1; seed <= count; seed++)
        {
            if (ViolationOf(seed, design) is { } violation)
                return (seed, violation);
        }

        return null;
    }

    /// <summary>The story of a seed, with its end.</summary>
    public static string Tell(int seed, Design design)
    {
        var trace = new Trace();
        var violation = ViolationOf(seed, design, trace);
        return $"{trace}\nSeed {seed}: {violation ?? AllKept}";
    }

    private static string? ViolationOf(int seed, Design design, Trace? trace = null)
    {
        try
        {
            new World(seed, design, trace).Run();
            return null;
        }
        catch (ViolationException violation)
        {
            return violation.Message;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.ToString();
        }
    }
}
