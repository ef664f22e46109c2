namespace CaseWorker.Storage.Access;

/// <summary>How many requests of its current hour a key has been given, in all gateways together.</summary>
public static class KeyUsageStore
{
    private static readonly Sql Insert = Sql.Both(
        "INSERT INTO KeyUsage (KeyId, HourAt, Taken) SELECT @keyId, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM KeyUsage WHERE KeyId = @keyId)");

    private static readonly Sql Lock = Sql.Both("UPDATE KeyUsage SET Taken = Taken WHERE KeyId = @keyId");

    private static readonly Sql Read = Sql.Both("SELECT HourAt, Taken FROM KeyUsage WHERE KeyId = @keyId");

    private static readonly Sql Save = Sql.Both("UPDATE KeyUsage SET HourAt = @hourAt, Taken = @taken WHERE KeyId = @keyId");

    private static readonly Sql GiveBack = Sql.Both("UPDATE KeyUsage SET Taken = Taken - @count WHERE KeyId = @keyId AND HourAt = @hourAt");

    /// <summary>Takes up to <paramref name="wanted"/> of what is left of the hour.</summary>
    /// <param name="hourAt">The beginning of the hour; one that has passed already is not gone back to.</param>
    /// <returns>How many were taken, and how many are then left for everybody.</returns>
    /// <exception cref="Exception">Two gateways began with the key at once: one of them meets the other's row and tries again.</exception>
    public static async Task<(int Taken, int Left)> TakeAsync(Session session, long keyId, DateTimeOffset hourAt, int limit, Func<int, int> wanted)
    {
        await session.ExecuteAsync(Insert, new { keyId });
        await session.ExecuteAsync(Lock, new { keyId });
        var row = (await session.QueryFirstAsync<UsageRow>(Read, new { keyId }))!;
        var used = row.HourAt < hourAt ? 0 : row.Taken;
        var left = Math.Max(0, limit - used);
        var taken = Math.Clamp(wanted(left), 0, left);
        await session.ExecuteAsync(Save, new { keyId, hourAt = row.HourAt > hourAt ? row.HourAt : hourAt, taken = used + taken });
        return (taken, left - taken);
    }

    /// <summary>Gives back what was taken of the hour and not used; nothing when the hour is over.</summary>
    public static Task GiveBackAsync(Session session, long keyId, DateTimeOffset hourAt, int count) =>
        session.ExecuteAsync(GiveBack, new { keyId, hourAt, count });

    private sealed record UsageRow
    {
        public DateTimeOffset HourAt { get; init; }

        public int Taken { get; init; }
    }
}
