namespace CaseWorker.Storage.DueDates;

/// <summary>A policy that some service has or had, as the catalogue wrote it.</summary>
/// <param name="Mark">What cases know it by: another one for each other policy or calendar.</param>
/// <param name="Policy">The compact JSON of a service's <c>due</c>.</param>
/// <param name="Calendar">The JSON of the calendar that it counts by; null: it names none, or one that is missing.</param>
public sealed record DuePolicyRow(long Mark, string Policy, string? Calendar);

/// <summary>A policy as it is read.</summary>
public sealed record KeptPolicyRow
{
    public required string Policy { get; init; }

    /// <summary>Null: the policy names no calendar, or one that is missing.</summary>
    public string? Calendar { get; init; }
}

/// <summary>Every policy that cases were ever planned by, so that their dates can be explained when it is no longer any service's. Kept for ever.</summary>
public static class DuePolicyStore
{
    private static readonly RowBatch<DuePolicyRow> Keep = new(
        "DuePolicy",
        """
        INSERT INTO DuePolicy (Mark, Policy, Calendar)
        SELECT r.Mark, r.Policy, r.Calendar FROM @rows r WHERE NOT EXISTS (SELECT 1 FROM DuePolicy p WHERE p.Mark = r.Mark)
        """,
        "INSERT OR IGNORE INTO DuePolicy (Mark, Policy, Calendar) VALUES (@Mark, @Policy, @Calendar)",
        Column.Long<DuePolicyRow>("Mark", row => row.Mark),
        Column.Text<DuePolicyRow>("Policy", -1, row => row.Policy),
        Column.Text<DuePolicyRow>("Calendar", -1, row => row.Calendar));

    private static readonly Sql Find = Sql.Both("SELECT Policy, Calendar FROM DuePolicy WHERE Mark = @mark");

    /// <summary>Writes those that are not there yet. The caller holds the lock of the catalogue, so that no two write the same.</summary>
    /// <param name="rows">Each mark once.</param>
    public static Task KeepAsync(Session session, IReadOnlyList<DuePolicyRow> rows) => session.ExecuteAsync(Keep, rows);

    /// <summary>Null: there never was such a policy, or before policies were kept.</summary>
    public static Task<KeptPolicyRow?> FindAsync(Session session, long mark) => session.QueryFirstAsync<KeptPolicyRow>(Find, new { mark });
}
