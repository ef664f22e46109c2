namespace CaseWorker.Storage.Partitions;

/// <summary>A worker that is, or lately was, alive.</summary>
public sealed record HeartbeatRow
{
    /// <summary>The name of the process among its peers.</summary>
    public required string WorkerId { get; init; }

    /// <summary>The roles of the process, comma-separated.</summary>
    public required string Roles { get; init; }

    /// <summary>The machine it runs on.</summary>
    public required string Host { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last said that it lives, by its own clock.</summary>
    public required DateTimeOffset BeatAt { get; init; }
}

/// <summary>The rows in which workers say that they live. Order and ownership never depend on them: the broker and the epochs decide those.</summary>
public static class HeartbeatStore
{
    private static readonly Sql Beat = Sql.Both("UPDATE WorkerHeartbeat SET BeatAt = @beatAt WHERE WorkerId = @workerId");

    private static readonly Sql Begin = Sql.Both(
        """
        INSERT INTO WorkerHeartbeat (WorkerId, Roles, Host, Version, StartedAt, BeatAt)
        VALUES (@workerId, @roles, @host, @version, @startedAt, @beatAt)
        """);

    private static readonly Sql End = Sql.Both("DELETE FROM WorkerHeartbeat WHERE WorkerId = @workerId");

    private static readonly Sql EndSilent = Sql.Both("DELETE FROM WorkerHeartbeat WHERE BeatAt < @before");

    private static readonly Sql ReadSince = Sql.Both(
        "SELECT WorkerId, Roles, Host, Version, StartedAt, BeatAt FROM WorkerHeartbeat WHERE BeatAt >= @since ORDER BY WorkerId");

    private static readonly Sql ReadAll = Sql.Both("SELECT WorkerId, Roles, Host, Version, StartedAt, BeatAt FROM WorkerHeartbeat ORDER BY WorkerId");

    /// <summary>Says that the worker lives; its first beat makes its row.</summary>
    public static async Task BeatAsync(Session session, HeartbeatRow row)
    {
        if (await session.ExecuteAsync(Beat, new { workerId = row.WorkerId, beatAt = row.BeatAt }) == 0)
        {
            await session.ExecuteAsync(Begin, new
            {
                workerId = row.WorkerId,
                roles = row.Roles,
                host = row.Host,
                version = row.Version,
                startedAt = row.StartedAt,
                beatAt = row.BeatAt,
            });
        }
    }

    /// <summary>The workers that beat at or after the instant, by name.</summary>
    public static Task<List<HeartbeatRow>> ReadLiveAsync(Session session, DateTimeOffset since) =>
        session.QueryAsync<HeartbeatRow>(ReadSince, new { since });

    /// <summary>All workers, by name, silent ones too: who compares no clocks sees by the changes of BeatAt who lives.</summary>
    public static Task<List<HeartbeatRow>> ReadAllAsync(Session session) => session.QueryAsync<HeartbeatRow>(ReadAll);

    /// <summary>The worker stops in good order.</summary>
    public static Task EndAsync(Session session, string workerId) => session.ExecuteAsync(End, new { workerId });

    /// <summary>Forgets workers that have been silent since before the instant; one that only slept makes a new row with its next beat.</summary>
    public static Task<int> EndSilentAsync(Session session, DateTimeOffset before) => session.ExecuteAsync(EndSilent, new { before });
}
