namespace CaseWorker.Storage.Intake;

/// <summary>How often a message that may be what kills workers was begun (design 3.8).</summary>
public static class AttemptStore
{
    private static readonly Sql Read = Sql.Both("SELECT Count FROM Attempt WHERE KeyHash = @keyHash");

    private static readonly Sql CountUp = Sql.Both("UPDATE Attempt SET Count = Count + 1, LastAt = @now WHERE KeyHash = @keyHash");

    private static readonly Sql Add = Sql.Both("INSERT INTO Attempt (KeyHash, Count, LastAt) VALUES (@keyHash, 1, @now)");

    private static readonly Sql Remove = Sql.Both("DELETE FROM Attempt WHERE KeyHash = @keyHash");

    private static readonly Sql RemoveOld = new(
        "DELETE FROM Attempt WHERE KeyHash IN (SELECT TOP (@count) KeyHash FROM Attempt WHERE LastAt < @before ORDER BY LastAt)",
        "DELETE FROM Attempt WHERE KeyHash IN (SELECT KeyHash FROM Attempt WHERE LastAt < @before ORDER BY LastAt LIMIT @count)");

    /// <summary>Counts one more attempt, and returns how many there were before. Commit it before the attempt begins.</summary>
    public static async Task<int> BeginAsync(Session session, byte[] keyHash, DateTimeOffset now)
    {
        if (await session.ExecuteAsync(CountUp, new { keyHash, now }) == 0)
            await session.ExecuteAsync(Add, new { keyHash, now });

        return await session.QueryFirstAsync<int>(Read, new { keyHash }) - 1;
    }

    /// <summary>How many attempts were begun and did not end well; 0: none.</summary>
    public static async Task<int> CountAsync(Session session, byte[] keyHash) => await session.QueryFirstAsync<int?>(Read, new { keyHash }) ?? 0;

    /// <summary>Forgets the attempts of a message that went well, or was parked.</summary>
    public static Task ForgetAsync(Session session, byte[] keyHash) => session.ExecuteAsync(Remove, new { keyHash });

    /// <summary>Removes up to <paramref name="count"/> notes of messages that were last begun before the instant. Returns how many.</summary>
    public static Task<int> RemoveOldAsync(Session session, DateTimeOffset before, int count) =>
        session.ExecuteAsync(RemoveOld, new { before, count });
}
