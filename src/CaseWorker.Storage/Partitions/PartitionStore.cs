namespace CaseWorker.Storage.Partitions;

/// <summary>The rows that say how many partitions there are and who holds each.</summary>
public static class PartitionStore
{
    private static readonly Sql ReadCount = Sql.Both("SELECT Partitions FROM Installation WHERE Id = 1");

    private static readonly Sql FixCount = Sql.Both("UPDATE Installation SET Partitions = @count WHERE Id = 1 AND Partitions IS NULL");

    private static readonly Sql AddMissing = Sql.Both(
        """
        INSERT INTO Partition (PartitionId, Epoch) SELECT @partitionId, 0
        WHERE NOT EXISTS (SELECT 1 FROM Partition WHERE PartitionId = @partitionId)
        """);

    private static readonly Sql Take = new(
        // Not with OUTPUT, since not every server's has what the holder before left.
        """
        UPDATE Partition SET Epoch = Epoch + 1, Owner = @owner, OwnedAt = @now WHERE PartitionId = @partitionId;
        SELECT Epoch FROM Partition WHERE PartitionId = @partitionId
        """,
        "UPDATE Partition SET Epoch = Epoch + 1, Owner = @owner, OwnedAt = @now WHERE PartitionId = @partitionId RETURNING Epoch");

    /// <summary>How many partitions the installation has; null before the first start.</summary>
    public static Task<int?> ReadCountAsync(Session session) => session.QueryFirstAsync<int?>(ReadCount);

    /// <summary>Fixes the number of partitions at the first start, makes their rows, and returns the number in force.</summary>
    public static async Task<int> FixCountAsync(Session session, int count)
    {
        await session.ExecuteAsync(FixCount, new { count });
        var inForce = await session.QueryFirstAsync<int>(ReadCount);
        for (var partitionId = 0; partitionId < inForce; partitionId++)
            await session.ExecuteAsync(AddMissing, new { partitionId });

        return inForce;
    }

    /// <summary>Makes <paramref name="owner"/> the holder and returns the new epoch, which fences every earlier holder (design 1.3).</summary>
    public static async Task<long> TakeAsync(Session session, int partitionId, string owner, DateTimeOffset now) =>
        await session.QueryFirstAsync<long?>(Take, new { partitionId, owner, now })
        ?? throw new InvalidOperationException($"Partition {partitionId} must have a row, is missing: start the program once with the configured number of partitions.");
}
