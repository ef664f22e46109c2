namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>Clients got only answers that are promised, processes ended as they were told to, and all drained in time.</summary>
internal sealed class NothingSeenAmiss : Invariant
{
    public override IEnumerable<string> Violations(Evidence evidence) => evidence.Observed;
}
