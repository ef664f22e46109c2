using CaseWorker.IntegrationTests.EndToEnd.Invariants;
using CaseWorker.Processing.Intake;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Sees under which epoch, and whose, each case is committed, by a trigger that the program knows nothing of.</summary>
/// <remarks>
/// Processing intervals of a partition run from a transaction's update of the partition's row to its commit (design 1.3). Two that begin
/// like this can't overlap, since the row is locked between. One that does not, or whose worker lost the partition meanwhile, would
/// store a case while the row names another worker, or an older epoch after a newer one: that is what shows here, in the order of commits.
/// </remarks>
/// <param name="partitions">Every number of partitions that may come into force.</param>
internal sealed class Witness(DatabaseView view, params int[] partitions)
{
    public async Task WatchAsync(IEnumerable<int> services)
    {
        await view.QueryAsync<int>("CREATE TABLE WitnessService (Partitions INTEGER, ServiceId INTEGER, PartitionId INTEGER NOT NULL, PRIMARY KEY (Partitions, ServiceId))");
        await view.QueryAsync<int>("CREATE TABLE Witness (Place INTEGER PRIMARY KEY AUTOINCREMENT, PartitionId, Epoch, Owner, Worker, CaseId, StoredAt)");
        foreach (var service in services)
        {
            foreach (var number in partitions)
            {
                await view.QueryAsync<int>(
                    "INSERT INTO WitnessService VALUES (@number, @service, @partition)",
                    new { number, service, partition = PartitionRule.PartitionOf(service, number) });
            }
        }

        await view.QueryAsync<int>(
            """
            CREATE TRIGGER WitnessCase AFTER INSERT ON SupportCase BEGIN
                INSERT INTO Witness (PartitionId, Epoch, Owner, Worker, CaseId, StoredAt)
                SELECT p.PartitionId, p.Epoch, p.Owner, NEW.Worker, NEW.CaseId, NEW.StoredAt
                FROM Installation i
                JOIN WitnessService s ON s.Partitions = i.Partitions AND s.ServiceId = NEW.ServiceId
                JOIN Partition p ON p.PartitionId = s.PartitionId;
            END
            """);
    }

    /// <summary>What was seen, in the order of commits.</summary>
    public Task<List<WitnessRow>> ReadAsync() =>
        view.QueryAsync<WitnessRow>("SELECT PartitionId, Epoch, Owner, Worker, CaseId, StoredAt FROM Witness ORDER BY Place");
}
