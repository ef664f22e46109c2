namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>One message key, one case. Without a key a repetition is allowed where the case says so itself.</summary>
internal sealed class NothingDoubled : Invariant
{
    public override IEnumerable<string> Violations(Evidence evidence)
    {
        var rows = evidence.Stored.ToLookup(row => row.ExtRef);
        return evidence.Sent
            .Where(request => rows[request.Mark].Count(row => request.HasKey || !row.PossibleDuplicate) > request.Copies)
            .Select(request => $"{request.Mark} is stored {rows[request.Mark].Count()} times");
    }
}
