using System.Text.Json;

namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>The rep was eligible when the decision was taken, is the one that was drawn, and the draws are uniform.</summary>
internal sealed class DecisionsFair : Invariant
{
    // One honest run in a million is called unfair.
    private const double Quantile = 4.75;

    public override IEnumerable<string> Violations(Evidence evidence)
    {
        var eligible = evidence.Decided.Select(row => row.Eligible).Distinct().ToDictionary(text => text, text => JsonSerializer.Deserialize<int[]>(text)!);
        foreach (var row in evidence.Decided)
        {
            var reps = eligible[row.Eligible];
            if (row.RepId is not { } rep || !reps.Contains(rep) || !evidence.Members[row.DepartmentId].Contains(rep))
                yield return $"case {row.CaseId} of department {row.DepartmentId} was given to {row.RepId?.ToString() ?? "nobody"}, eligible were {row.Eligible}";
            else if (row.Strategy == "random" && (row.DrawOf != reps.Length || row.DrawIndex is not { } drawn || reps[drawn] != rep))
                yield return $"case {row.CaseId} was given to {rep}, drawn was place {row.DrawIndex} of {row.DrawOf} among {row.Eligible}";
        }

        foreach (var draws in evidence.Decided.Where(row => row is { Strategy: "random", DrawOf: > 1 }).GroupBy(row => (row.DepartmentId, row.DrawOf)))
        {
            var (distance, bound) = ChiSquare([.. draws.Select(row => row.DrawIndex!.Value)], draws.Key.DrawOf!.Value);
            if (distance > bound)
                yield return $"the draws of department {draws.Key.DepartmentId} are not uniform: chi-square {distance:F1}, at most {bound:F1} over {draws.Count()} draws";
        }
    }

    /// <summary>How far the draws are from uniform, and how far they may be (by Wilson and Hilferty).</summary>
    private static (double Distance, double Bound) ChiSquare(int[] draws, int of)
    {
        var expected = (double)draws.Length / of;
        var distance = Enumerable.Range(0, of).Sum(place => Math.Pow(draws.Count(draw => draw == place) - expected, 2) / expected);
        var freedom = of - 1.0;
        var part = 2 / (9 * freedom);
        return (distance, freedom * Math.Pow(1 - part + (Quantile * Math.Sqrt(part)), 3));
    }
}
