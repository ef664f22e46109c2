using CaseWorker.Processing.Catalogs;

namespace CaseWorker.Processing.Assignment;

/// <summary>Who was chosen and how the draw went.</summary>
/// <param name="Rep">Null when nobody was eligible.</param>
/// <param name="Strategy">explicit, random, round-robin or least-open.</param>
/// <param name="DrawIndex">Zero-based place among the candidates by ascending rep id; null without a draw.</param>
/// <param name="DrawOf">How many candidates the draw was over: all eligible ones, with least-open those with the lowest load.</param>
public sealed record Choice(Rep? Rep, string Strategy, int? DrawIndex, int? DrawOf);

/// <summary>Chooses a rep among the eligible (spec 3). Pure: load, last rep and randomness come in.</summary>
public static class AssignmentRule
{
    /// <summary>The word under which a strategy is stored and shown.</summary>
    public static string WordOf(AssignmentStrategy strategy) => strategy switch
    {
        AssignmentStrategy.Random => "random",
        AssignmentStrategy.RoundRobin => "round-robin",
        AssignmentStrategy.LeastOpen => "least-open",
    };

    /// <summary>Whether the choice depends on more than who is eligible, so that the department must be locked.</summary>
    public static bool NeedsLock(Department department) =>
        department.Strategy != AssignmentStrategy.Random || department.Reps.Any(rep => rep.MaxOpenCases is not null);

    /// <summary>Honours <paramref name="wantedRepId"/> when eligible, else chooses by the department's strategy.</summary>
    /// <param name="lastRepId">Whom round-robin chose last; null: nobody yet.</param>
    /// <param name="openCases">New and open cases per rep; asked with least-open only.</param>
    public static Choice Choose(
        Department department,
        IReadOnlyList<Rep> eligible,
        int? wantedRepId,
        int? lastRepId,
        Func<int, int> openCases,
        Random random)
    {
        var strategy = WordOf(department.Strategy);
        if (eligible.Count == 0)
            return new Choice(null, strategy, null, null);
        if (wantedRepId is { } wanted && eligible.FirstOrDefault(rep => rep.RepId == wanted) is { } asked)
            return new Choice(asked, "explicit", null, null);

        return department.Strategy switch
        {
            AssignmentStrategy.Random => Draw(eligible, strategy, random),
            AssignmentStrategy.RoundRobin => NextAfter(eligible, strategy, lastRepId),
            AssignmentStrategy.LeastOpen => Draw(LeastLoaded(eligible, openCases), strategy, random),
        };
    }

    private static Choice Draw(IReadOnlyList<Rep> candidates, string strategy, Random random)
    {
        var index = random.Next(candidates.Count);
        return new Choice(candidates[index], strategy, index, candidates.Count);
    }

    private static Choice NextAfter(IReadOnlyList<Rep> eligible, string strategy, int? lastRepId)
    {
        var index = 0;
        while (index < eligible.Count && eligible[index].RepId <= lastRepId)
            index++;

        index %= eligible.Count;
        return new Choice(eligible[index], strategy, index, eligible.Count);
    }

    private static List<Rep> LeastLoaded(IReadOnlyList<Rep> eligible, Func<int, int> openCases)
    {
        var lowest = eligible.Min(rep => openCases(rep.RepId));
        return [.. eligible.Where(rep => openCases(rep.RepId) == lowest)];
    }
}
