using CaseWorker.Processing.Intake;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Sees under which epoch, and whose, each case is committed, by a trigger that the program knows nothing of.</summary>
/// <remarks>
/// Processing intervals of a partition run from a transaction's update of the partition's row to its commit (design 1.3). Two that begin
/// like this can't overlap, since the row is locked between. One that does not, or whose worker lost the partition meanwhile, would
/// store a case while the row names another worker, or an older epoch after a newer one: that is what shows here, in the order of commits.
/// </remarks>
internal sealed class Witness(DatabaseView view, int partitions)
{
    public async Task WatchAsync(IEnumerable<int> services)
    {
        await view.QueryAsync<int>("CREATE TABLE WitnessService (ServiceId INTEGER PRIMARY KEY, PartitionId INTEGER NOT NULL)");
        await view.QueryAsync<int>("CREATE TABLE Witness (Place INTEGER PRIMARY KEY AUTOINCREMENT, PartitionId, Epoch, Owner, Worker, CaseId, StoredAt)");
        foreach (var service in services)
            await view.QueryAsync<int>("INSERT INTO WitnessService VALUES (@service, @partition)", new { service, partition = PartitionRule.PartitionOf(service, partitions) });

        await view.QueryAsync<int>(
            """
            CREATE TRIGGER WitnessCase AFTER INSERT ON SupportCase BEGIN
                INSERT INTO Witness (PartitionId, Epoch, Owner, Worker, CaseId, StoredAt)
                SELECT p.PartitionId, p.Epoch, p.Owner, NEW.Worker, NEW.CaseId, NEW.StoredAt
                FROM WitnessService s JOIN Partition p ON p.PartitionId = s.PartitionId WHERE s.ServiceId = NEW.ServiceId;
            END
            """);
    }

    /// <returns>A sentence for each fault; empty when no two intervals of a partition overlapped.</returns>
    public async Task<List<string>> FaultsAsync()
    {
        var faults = new List<string>();
        var seen = await view.QueryAsync<Row>("SELECT PartitionId, Epoch, Owner, Worker, CaseId, StoredAt FROM Witness ORDER BY Place");
        if (seen.Count != await view.CountAsync("SupportCase"))
            faults.Add($"only {seen.Count} cases were seen");

        foreach (var partition in seen.GroupBy(row => row.PartitionId))
        {
            var last = partition.First();
            foreach (var row in partition)
            {
                if (row.Worker != row.Owner)
                    faults.Add($"case {row.CaseId} was stored by {row.Worker} while {row.Owner} had partition {row.PartitionId}");
                if (row.Epoch < last.Epoch)
                    faults.Add($"case {row.CaseId} was stored in epoch {row.Epoch} of partition {row.PartitionId}, after epoch {last.Epoch}");
                if (row.StoredAt < last.StoredAt)
                    faults.Add($"case {row.CaseId} says it was stored before case {last.CaseId}, which was committed before it in partition {row.PartitionId}");

                last = row;
            }
        }

        return faults;
    }

    private sealed record Row
    {
        public required int PartitionId { get; init; }
        public required long Epoch { get; init; }
        public string? Owner { get; init; }
        public required string Worker { get; init; }
        public required int CaseId { get; init; }
        public required long StoredAt { get; init; }
    }
}
