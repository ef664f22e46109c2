namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>No two processing intervals of a partition overlap; see <see cref="Witness"/> for how that shows.</summary>
internal sealed class IntervalsApart : Invariant
{
    public override IEnumerable<string> Violations(Evidence evidence)
    {
        if (evidence.Witnessed.Count != evidence.Stored.Count)
            yield return $"only {evidence.Witnessed.Count} of {evidence.Stored.Count} cases were seen";

        foreach (var partition in evidence.Witnessed.GroupBy(row => row.PartitionId))
        {
            var last = partition.First();
            foreach (var row in partition)
            {
                if (row.Worker != row.Owner)
                    yield return $"case {row.CaseId} was stored by {row.Worker} while {row.Owner} had partition {row.PartitionId}";
                if (row.Epoch < last.Epoch)
                    yield return $"case {row.CaseId} was stored in epoch {row.Epoch} of partition {row.PartitionId}, after epoch {last.Epoch}";
                if (row.StoredAt < last.StoredAt)
                    yield return $"case {row.CaseId} says it was stored before case {last.CaseId}, which was committed before it in partition {row.PartitionId}";

                last = row;
            }
        }
    }
}
