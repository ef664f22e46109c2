namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>The sequence of a service is 1, 2, 3, … and its clock never falls.</summary>
internal sealed class SequencesContiguous : Invariant
{
    public override IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var service in evidence.Stored.GroupBy(row => row.ServiceId))
        {
            var expected = 0L;
            var storedAt = long.MinValue;
            foreach (var row in service)
            {
                if (row.Sequence != ++expected)
                    yield return $"service {service.Key} has sequence {row.Sequence} where {expected} is due";
                if (row.StoredAt < storedAt)
                    yield return $"case {row.CaseId} was stored before the one that precedes it in service {service.Key}";

                expected = row.Sequence;
                storedAt = row.StoredAt;
            }
        }
    }
}
