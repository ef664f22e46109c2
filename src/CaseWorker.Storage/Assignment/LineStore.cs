namespace CaseWorker.Storage.Assignment;

/// <summary>A department's line of waiting cases and the load of its reps, inside the caller's transaction.</summary>
public static class LineStore
{
    private static readonly RowBatch<int> PeekLines = new(
        "Id",
        "SELECT d.DepartmentId, d.LastRepId, d.Waiting FROM Department d JOIN @rows r ON r.Id = d.DepartmentId",
        "SELECT DepartmentId, LastRepId, Waiting FROM Department WHERE DepartmentId = @Id",
        Column.Long<int>("Id", id => id));

    // Reading after the lock, not with it: not every server's OUTPUT has what the holder before left.
    private static readonly RowBatch<int> LockLines = new(
        "Id",
        """
        UPDATE d SET Waiting = d.Waiting FROM Department d JOIN @rows r ON r.Id = d.DepartmentId;
        SELECT d.DepartmentId, d.LastRepId, d.Waiting FROM Department d JOIN @rows r ON r.Id = d.DepartmentId
        """,
        // Differs from SQL Server: the transaction already holds the only write lock, so reading is enough.
        "SELECT DepartmentId, LastRepId, Waiting FROM Department WHERE DepartmentId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<DepartmentLineRow> SaveLines = new(
        "Department",
        "UPDATE d SET LastRepId = r.LastRepId, Waiting = r.Waiting FROM Department d JOIN @rows r ON r.DepartmentId = d.DepartmentId",
        "UPDATE Department SET LastRepId = @LastRepId, Waiting = @Waiting WHERE DepartmentId = @DepartmentId",
        Column.Int<DepartmentLineRow>("DepartmentId", row => row.DepartmentId),
        Column.Int<DepartmentLineRow>("LastRepId", row => row.LastRepId),
        Column.Int<DepartmentLineRow>("Waiting", row => row.Waiting));

    private static readonly RowBatch<int> CountCases = new(
        "Id",
        """
        SELECT CAST(r.Id AS int) AS RepId, COUNT(c.CaseId) AS Cases
        FROM @rows r LEFT JOIN SupportCase c ON c.RepId = r.Id AND c.Status IN ('new', 'open')
        GROUP BY r.Id
        """,
        "SELECT @Id AS RepId, COUNT(*) AS Cases FROM SupportCase WHERE RepId = @Id AND Status IN ('new', 'open')",
        Column.Long<int>("Id", id => id));

    /// <summary>Reads the lines without locking them.</summary>
    public static async Task<Dictionary<int, DepartmentLineRow>> PeekAsync(Session session, IEnumerable<int> departmentIds) =>
        (await session.QueryAsync<int, DepartmentLineRow>(PeekLines, [.. departmentIds.Order()])).ToDictionary(row => row.DepartmentId);

    /// <summary>Locks the lines of the departments, in id order, until the transaction ends.</summary>
    public static async Task<Dictionary<int, DepartmentLineRow>> LockAsync(Session session, IEnumerable<int> departmentIds) =>
        (await session.QueryAsync<int, DepartmentLineRow>(LockLines, [.. departmentIds.Order()])).ToDictionary(row => row.DepartmentId);

    /// <summary>Writes the lines back. They must be locked by this transaction.</summary>
    public static Task SaveAsync(Session session, IReadOnlyList<DepartmentLineRow> lines) => session.ExecuteAsync(SaveLines, lines);

    /// <summary>How many new or open cases each of the reps has, as far as this transaction sees.</summary>
    public static async Task<Dictionary<int, int>> CountCasesAsync(Session session, IEnumerable<int> repIds) =>
        (await session.QueryAsync<int, RepLoadRow>(CountCases, [.. repIds.Distinct().Order()])).ToDictionary(row => row.RepId, row => row.Cases);

    private sealed record RepLoadRow
    {
        public int RepId { get; init; }

        public int Cases { get; init; }
    }
}
