namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>Every case tells its source, and stands in the order of the source's numbers.</summary>
internal sealed class SourceOrderKept : Invariant
{
    // A retry of a parked message is stamped when it is sent again: at the head of a blocked service it comes before what was stamped before it.
    public override IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var path in evidence.Stored.GroupBy(row => (row.ServiceId, row.Source, row.MessageKey.Contains("#r", StringComparison.Ordinal))))
        {
            var last = 0L;
            foreach (var row in path)
            {
                if (row.SourceN is not { } n || n <= last)
                    yield return $"case {row.CaseId} has cw-n {row.SourceN?.ToString() ?? "none"} of {row.Source ?? "no source"} behind {last}";

                last = row.SourceN ?? last;
            }
        }
    }
}
