namespace CaseWorker.Storage.Partitions;

/// <summary>How many partitions there are, and the change of that number that is under way.</summary>
public sealed record PartitioningRow
{
    /// <summary>Null before the first start.</summary>
    public int? Partitions { get; init; }

    /// <summary>The number that is being changed to; null: no change is under way and messages may be sent.</summary>
    public int? RepartitionTo { get; init; }

    /// <summary>draining: nothing new is sent, workers empty the queues; closing: workers let go of them too. Null without a change.</summary>
    public string? RepartitionStep { get; init; }
}

/// <summary>The steps of changing the number of partitions. Each can be repeated; nothing is lost if it is broken off between any two.</summary>
public static class RepartitionStore
{
    private static readonly Sql Read = Sql.Both("SELECT Partitions, RepartitionTo, RepartitionStep FROM Installation WHERE Id = 1");

    private static readonly Sql Begin = Sql.Both(
        """
        UPDATE Installation SET RepartitionTo = @partitions, RepartitionStep = 'draining'
        WHERE Id = 1 AND Partitions <> @partitions AND (RepartitionTo IS NULL OR RepartitionTo = @partitions)
        """);

    private static readonly Sql Step = Sql.Both("UPDATE Installation SET RepartitionStep = @step WHERE Id = 1 AND RepartitionTo IS NOT NULL");

    private static readonly Sql Finish = Sql.Both(
        """
        UPDATE Installation SET Partitions = @partitions, RepartitionTo = NULL, RepartitionStep = NULL
        WHERE Id = 1 AND RepartitionTo = @partitions
        """);

    /// <summary>What is in force and what is under way.</summary>
    public static async Task<PartitioningRow> ReadAsync(Session session) => (await session.QueryFirstAsync<PartitioningRow>(Read))!;

    /// <summary>Begins the change, or takes one to the same number up again. False: another change is under way, or it is the number in force.</summary>
    public static async Task<bool> BeginAsync(Session session, int partitions) => await session.ExecuteAsync(Begin, new { partitions }) == 1;

    /// <summary>Goes to "draining" or "closing" while a change is under way.</summary>
    public static Task SetStepAsync(Session session, string step) => session.ExecuteAsync(Step, new { step });

    /// <summary>Puts the new number in force and makes the rows of its partitions. The old queues must be gone.</summary>
    public static async Task FinishAsync(Session session, int partitions)
    {
        await session.ExecuteAsync(Finish, new { partitions });
        await PartitionStore.FixCountAsync(session, partitions);
    }
}
