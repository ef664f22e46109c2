namespace CaseWorker.Storage.Partitions;

/// <summary>Leases: a name that one process holds until it lets go or stops renewing.</summary>
public static class LeaseStore
{
    private static readonly Sql Insert = Sql.Both(
        "INSERT INTO Lease (Name, Owner, ExpiresAt) SELECT @name, @owner, 0 WHERE NOT EXISTS (SELECT 1 FROM Lease WHERE Name = @name)");

    private static readonly Sql Take = Sql.Both(
        "UPDATE Lease SET Owner = @owner, ExpiresAt = @expiresAt WHERE Name = @name AND (Owner = @owner OR ExpiresAt <= @now)");

    private static readonly Sql Free = Sql.Both("UPDATE Lease SET ExpiresAt = 0 WHERE Name = @name AND Owner = @owner");

    private static readonly Sql ReadOwner = Sql.Both("SELECT Owner FROM Lease WHERE Name = @name");

    /// <summary>Takes or renews the lease. False: another owner holds it and it has not run out.</summary>
    public static async Task<bool> TakeAsync(Session session, string name, string owner, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        await session.ExecuteAsync(Insert, new { name, owner });
        return await session.ExecuteAsync(Take, new { name, owner, now, expiresAt }) == 1;
    }

    /// <summary>Lets go at once, so that a successor need not wait.</summary>
    public static Task FreeAsync(Session session, string name, string owner) => session.ExecuteAsync(Free, new { name, owner });

    /// <summary>Who took it last; null: nobody ever did.</summary>
    public static Task<string?> ReadOwnerAsync(Session session, string name) => session.QueryFirstAsync<string>(ReadOwner, new { name });
}
