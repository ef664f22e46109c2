namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>A producer that waits for each answer finds its cases in the order of its requests.</summary>
/// <remarks>
/// A repetition of a message without key follows its first copy; the first copy is what stands in the order. What was never answered
/// may come at any time.
/// </remarks>
internal sealed class ProducerOrderKept : Invariant
{
    public override IEnumerable<string> Violations(Evidence evidence)
    {
        var accepted = evidence.Sent.Where(request => request.IsAccepted).ToDictionary(request => request.Mark);
        var firsts = evidence.Stored.DistinctBy(row => row.ExtRef).Where(row => accepted.ContainsKey(row.ExtRef));
        foreach (var path in firsts.GroupBy(row => (row.ServiceId, accepted[row.ExtRef].Producer)))
        {
            var last = 0;
            foreach (var n in path.Select(row => accepted[row.ExtRef].N))
            {
                if (n <= last)
                    yield return $"in service {path.Key.ServiceId} number {n} of {path.Key.Producer} stands behind its number {last}";

                last = n;
            }
        }
    }
}
