namespace CaseWorker.Storage.Intake;

/// <summary>Which channel hands on what comes without an id: a lease without an end. Whoever takes it fences every channel before.</summary>
/// <remarks>
/// Channels have names unlike any other ever, so the owner's name is the fence, and no epoch needs to be counted. Not a row of Partition,
/// whose rows are counted, shared out and shown as partitions.
/// </remarks>
public static class RouterTurnStore
{
    private static readonly Sql Add = Sql.Both(
        "INSERT INTO Lease (Name, Owner, ExpiresAt) SELECT 'router', @channel, 0 WHERE NOT EXISTS (SELECT 1 FROM Lease WHERE Name = 'router')");

    private static readonly Sql Take = Sql.Both("UPDATE Lease SET Owner = @channel WHERE Name = 'router'");

    private static readonly Sql Hold = Sql.Both("UPDATE Lease SET Owner = @channel WHERE Name = 'router' AND Owner = @channel");

    /// <summary>Makes the channel the one that hands on.</summary>
    /// <param name="channel">At most 200 characters.</param>
    public static async Task TakeAsync(Session session, string channel)
    {
        await session.ExecuteAsync(Add, new { channel });
        await session.ExecuteAsync(Take, new { channel });
    }

    /// <summary>Keeps the turn until the transaction ends, so that no other channel can take it meanwhile. False: another one has taken it.</summary>
    public static async Task<bool> HoldAsync(Session session, string channel) => await session.ExecuteAsync(Hold, new { channel }) == 1;
}
