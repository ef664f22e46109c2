namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>Nothing is stored that nobody sent.</summary>
internal sealed class NoPhantom : Invariant
{
    public override IEnumerable<string> Violations(Evidence evidence)
    {
        var marks = evidence.Sent.Select(request => request.Mark).ToHashSet();
        return evidence.Stored.Where(row => !marks.Contains(row.ExtRef)).Select(row => $"case {row.CaseId} ({row.ExtRef}) was never sent");
    }
}
