namespace CaseWorker.Storage.DueDates;

/// <summary>A stage that fired or was skipped; there is one row for each stage of each cycle, for ever.</summary>
/// <param name="Stage">pre, due or post.</param>
/// <param name="FiredAt">Null: skipped, since it lay before the case was stored.</param>
/// <param name="LatenessMs">From planned to fired, or from <paramref name="MadeAt"/> on where that is given; null where it did not fire.</param>
/// <param name="MadeAt">When the stage was planned, where <paramref name="PlannedAt"/> was past by then; else null.</param>
public sealed record DueEventRow(
    int CaseId, int Cycle, string Stage, int ServiceId, DateTimeOffset PlannedAt, DateTimeOffset? FiredAt, long? LatenessMs, bool Late, DateTimeOffset? MadeAt = null);

/// <summary>The record of the stages of all cases.</summary>
public static class DueEventStore
{
    private static readonly RowBatch<DueEventRow> Insert = new(
        "DueEvent",
        """
        INSERT INTO CaseDueEvent (CaseId, Cycle, Stage, ServiceId, PlannedAt, FiredAt, LatenessMs, Late, MadeAt)
        SELECT CaseId, Cycle, Stage, ServiceId, PlannedAt, FiredAt, LatenessMs, Late, MadeAt FROM @rows ORDER BY Ord
        """,
        """
        INSERT INTO CaseDueEvent (CaseId, Cycle, Stage, ServiceId, PlannedAt, FiredAt, LatenessMs, Late, MadeAt)
        VALUES (@CaseId, @Cycle, @Stage, @ServiceId, @PlannedAt, @FiredAt, @LatenessMs, @Late, @MadeAt)
        """,
        Column.Int<DueEventRow>("CaseId", row => row.CaseId),
        Column.Int<DueEventRow>("Cycle", row => row.Cycle),
        Column.Word<DueEventRow>("Stage", 4, row => row.Stage),
        Column.Int<DueEventRow>("ServiceId", row => row.ServiceId),
        Column.Instant<DueEventRow>("PlannedAt", row => row.PlannedAt),
        Column.Instant<DueEventRow>("FiredAt", row => row.FiredAt),
        Column.Long<DueEventRow>("LatenessMs", row => row.LatenessMs),
        Column.Bool<DueEventRow>("Late", row => row.Late),
        Column.Instant<DueEventRow>("MadeAt", row => row.MadeAt));

    private static readonly Sql OfCase = Sql.Both(
        "SELECT Cycle, Stage, PlannedAt, FiredAt, LatenessMs, Late, MadeAt FROM CaseDueEvent WHERE CaseId = @caseId ORDER BY Cycle");

    // Exact, and as small as the number of different values.
    private static readonly Sql Lateness = Sql.Both(
        """
        SELECT LatenessMs, COUNT(*) AS Firings FROM CaseDueEvent
        WHERE ServiceId = @serviceId AND FiredAt >= @since AND FiredAt <= @until
        GROUP BY LatenessMs
        """);

    /// <summary>Records stages.</summary>
    /// <exception cref="Exception">A stage of a cycle was recorded before: <see cref="Database.IsDuplicate"/>.</exception>
    public static Task AddAsync(Session session, IReadOnlyList<DueEventRow> rows) => session.ExecuteAsync(Insert, rows);

    /// <summary>All that happened of a case, by ascending cycle; the order within a cycle is not defined.</summary>
    public static Task<List<DueEventRecord>> ListAsync(Session session, int caseId) => session.QueryAsync<DueEventRecord>(OfCase, new { caseId });

    /// <summary>How often each lateness occurred among what fired in the window, both ends inclusive; the order is not defined.</summary>
    public static Task<List<LatenessRow>> CountLatenessAsync(Session session, int serviceId, DateTimeOffset since, DateTimeOffset until) =>
        session.QueryAsync<LatenessRow>(Lateness, new { serviceId, since, until });
}

/// <summary>A stage of a case as it is read.</summary>
public sealed record DueEventRecord
{
    public required int Cycle { get; init; }

    /// <summary>pre, due or post.</summary>
    public required string Stage { get; init; }

    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>Null: skipped.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    public long? LatenessMs { get; init; }
    public bool Late { get; init; }

    /// <summary>From when the lateness counts, where the stage was planned after its own instant; else null.</summary>
    public DateTimeOffset? MadeAt { get; init; }
}

/// <summary>How often a lateness occurred.</summary>
public sealed record LatenessRow
{
    public required long LatenessMs { get; init; }
    public required long Firings { get; init; }
}
