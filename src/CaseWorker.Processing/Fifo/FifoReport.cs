namespace CaseWorker.Processing.Fifo;

/// <summary>What the walk through the services found.</summary>
/// <param name="Services">How many services were walked.</param>
/// <param name="Cases">How many cases and tombstones were checked.</param>
/// <param name="ViolationCount">All of them, also those beyond the ones that are kept.</param>
/// <param name="Violations">By service and sequence; the first <see cref="FifoVerifier.MaxKept"/>.</param>
/// <param name="OvertakingCount">As with the violations.</param>
/// <param name="Overtakings">Cases that got a rep while an older one stood in the line of their department; the first <see cref="FifoVerifier.MaxKept"/>.</param>
public sealed record FifoReport(
    int Services,
    long Cases,
    long ViolationCount,
    IReadOnlyList<FifoViolation> Violations,
    long OvertakingCount,
    IReadOnlyList<Overtaking> Overtakings)
{
    /// <summary>True when the proof holds for everything that was checked.</summary>
    public bool Holds => ViolationCount == 0 && OvertakingCount == 0;
}
