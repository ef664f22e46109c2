namespace CaseWorker.Storage.Intake;

/// <summary>The ids of cases, given out in recorded blocks. No two blocks overlap; ids of a lost block are never used.</summary>
public static class IdBlockStore
{
    /// <summary>How many ids a block has; the increment of the sequence of SQL Server.</summary>
    public const int BlockSize = 1000;

    private static readonly Sql TakeFirst = new(
        "SELECT NEXT VALUE FOR dbo.CaseIdBlock",
        // Differs from SQL Server: there are no sequences, the row of the installation counts.
        "UPDATE Installation SET NextCaseId = NextCaseId + 1000 WHERE Id = 1 RETURNING NextCaseId - 1000");

    private static readonly Sql Record = Sql.Both(
        "INSERT INTO IdBlock (FirstId, LastId, Owner, TakenAt) VALUES (@firstId, @lastId, @owner, @now)");

    /// <summary>Takes the next block for <paramref name="owner"/> and returns its first id.</summary>
    /// <exception cref="InvalidOperationException">All ids of the installation are used up.</exception>
    public static async Task<int> TakeAsync(Session session, string owner, DateTimeOffset now)
    {
        var first = await session.QueryFirstAsync<long>(TakeFirst);
        if (first < 1 || first > int.MaxValue - BlockSize)
            throw new InvalidOperationException($"The next block of case ids must begin between 1 and {int.MaxValue - BlockSize}, begins at {first}.");

        var firstId = (int)first;
        await session.ExecuteAsync(Record, new { firstId, lastId = firstId + BlockSize - 1, owner, now });
        return firstId;
    }
}
