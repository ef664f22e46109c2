namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>What a fault is about to hit.</summary>
/// <param name="Target">For the report.</param>
/// <param name="Touches">Names of what no other fault may hit at the same time; faults that touch nothing in common may overlap.</param>
/// <param name="InHand">How much the target has in hand right now: deliveries without acknowledgement, or requests without answer.</param>
internal sealed record Aim(string Target, IReadOnlyList<string> Touches, Func<int> InHand)
{
    /// <summary>The number that led here.</summary>
    public int Number { get; init; }

    /// <summary>Cases offered a second when it was taken.</summary>
    public double Rate { get; init; }

    /// <summary>What was in hand when it was taken.</summary>
    public int Had { get; init; }
}
