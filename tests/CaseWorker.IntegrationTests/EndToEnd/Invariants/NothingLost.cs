namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>What was answered 2xx, or confirmed, is a case. (Parked instead is a violation too: only poison may be.)</summary>
internal sealed class NothingLost : Invariant
{
    public override IEnumerable<string> Violations(Evidence evidence)
    {
        var counts = evidence.Stored.CountBy(row => row.ExtRef).ToDictionary();
        return evidence.Sent
            .Where(request => request.IsAccepted && counts.GetValueOrDefault(request.Mark) < request.Copies)
            .Select(request => $"{request.Mark} is lost");
    }
}
