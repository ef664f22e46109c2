namespace CaseWorker.Storage.Partitions;

/// <summary>The rows in which workers say where they stand with each partition. A worker writes its own rows only.</summary>
public static class SeatStore
{
    private static readonly Sql Change = Sql.Both(
        """
        UPDATE PartitionSeat SET State = @state, Channel = @channel, Behind = @behind, Unfit = @unfit, At = @at
        WHERE WorkerId = @workerId AND PartitionId = @partitionId
        """);

    private static readonly Sql Add = Sql.Both(
        """
        INSERT INTO PartitionSeat (WorkerId, PartitionId, State, Channel, Behind, Unfit, At)
        VALUES (@workerId, @partitionId, @state, @channel, @behind, @unfit, @at)
        """);

    private static readonly Sql ReadAll = Sql.Both("SELECT WorkerId, PartitionId, State, Channel, Behind, Unfit, At FROM PartitionSeat ORDER BY WorkerId, PartitionId");

    private static readonly Sql End = Sql.Both("DELETE FROM PartitionSeat WHERE WorkerId = @workerId");

    private static readonly Sql EndForgotten = Sql.Both("DELETE FROM PartitionSeat WHERE WorkerId NOT IN (SELECT WorkerId FROM WorkerHeartbeat)");

    /// <summary>Writes the rows, new or changed.</summary>
    public static async Task SaveAsync(Session session, IReadOnlyCollection<SeatRow> rows)
    {
        foreach (var row in rows)
        {
            var values = new
            {
                workerId = row.WorkerId,
                partitionId = row.PartitionId,
                state = row.State,
                channel = row.Channel,
                behind = row.Behind,
                unfit = row.Unfit,
                at = row.At,
            };
            if (await session.ExecuteAsync(Change, values) == 0)
                await session.ExecuteAsync(Add, values);
        }
    }

    /// <summary>Every worker's rows, of dead workers too; see <see cref="HeartbeatStore"/> for who lives.</summary>
    public static Task<List<SeatRow>> ReadAsync(Session session) => session.QueryAsync<SeatRow>(ReadAll);

    /// <summary>The worker stops in good order.</summary>
    public static Task EndAsync(Session session, string workerId) => session.ExecuteAsync(End, new { workerId });

    /// <summary>Forgets the rows of workers whose heartbeat was forgotten; one that still lives writes its rows again when they change.</summary>
    public static Task<int> EndForgottenAsync(Session session) => session.ExecuteAsync(EndForgotten);
}
