using CaseWorker.Processing.Intake;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Counts how often the worker changes from one stored case of a partition to the next, in the order of commits.</summary>
/// <remarks>
/// A worker takes a new epoch when it takes a partition, and never gets it back without one. More changes than epochs mean that two of
/// them worked on the partition in turns, that is at the same time. Rows of the outbox are numbered while the partition is locked.
/// </remarks>
internal static class HandOvers
{
    /// <returns>A sentence for each partition at fault.</returns>
    public static async Task<List<string>> FaultsAsync(DatabaseView view)
    {
        var epochs = await view.QueryAsync<EpochRow>("SELECT PartitionId, Epoch FROM Partition");
        var stored = await view.QueryAsync<StoredRow>(
            """
            SELECT c.ServiceId, c.Worker FROM Outbox o JOIN SupportCase c ON c.CaseId = o.CaseId
            WHERE o.EventName = 'CaseCreated' ORDER BY o.OutboxId
            """);
        if (stored.Count != await view.CountAsync("SupportCase"))
            return [$"only {stored.Count} cases have an event"];

        return
        [
            .. from partition in stored.GroupBy(row => PartitionRule.PartitionOf(row.ServiceId, epochs.Count))
               let workers = partition.Select(row => row.Worker).ToList()
               let runs = 1 + workers.Zip(workers.Skip(1)).Count(pair => pair.First != pair.Second)
               let epoch = epochs.Single(row => row.PartitionId == partition.Key).Epoch
               where runs > epoch
               select $"partition {partition.Key} changed hands {runs - 1} times in {epoch} epochs",
        ];
    }

    private sealed record EpochRow
    {
        public required int PartitionId { get; init; }
        public required long Epoch { get; init; }
    }

    private sealed record StoredRow
    {
        public required int ServiceId { get; init; }
        public required string Worker { get; init; }
    }
}
