namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>A case has the service it was sent to and the id its producer was told.</summary>
internal sealed class PromisesKept : Invariant
{
    public override IEnumerable<string> Violations(Evidence evidence)
    {
        var rows = evidence.Stored.ToLookup(row => row.ExtRef);
        foreach (var request in evidence.Sent)
        {
            if (rows[request.Mark].Any(row => row.ServiceId != request.ServiceId))
                yield return $"{request.Mark} is in a service other than {request.ServiceId}";
            if (request.CaseId is { } promised && rows[request.Mark].FirstOrDefault(row => row.CaseId != promised) is { } other)
                yield return $"{request.Mark} was promised id {promised}, has {other.CaseId}";
        }
    }
}
