namespace CaseWorker.Storage.Assignment;

/// <summary>A change of a case's rep after intake.</summary>
/// <param name="RepId">Null: back into the line.</param>
public sealed record RepChangeRow(int CaseId, int? RepId, DateTimeOffset At);

/// <summary>A rep and a department, for finding cases that are where they should not be.</summary>
public sealed record RepPlace(int RepId, int DepartmentId);

/// <summary>Gives waiting cases to reps and takes cases back from absent ones, inside a transaction that has locked the departments.</summary>
public static class ReassignmentStore
{
    private const string Columns = "CaseId, HubId, ServiceId, DepartmentId, Sequence, Status, Waiting, RepId, CustomerId, ExtRef, Subject, Cycle";

    private static readonly Sql ReadLines = Sql.Both("SELECT DepartmentId FROM Department WHERE Waiting > 0");

    private static readonly Sql ReadReps = Sql.Both("SELECT RepId FROM Rep");

    private static readonly Sql ReadHeldServices = Sql.Both("SELECT ServiceId FROM ServiceCounter WHERE Held > 0 AND BlockedBy IS NULL");

    private static readonly Sql ReadLine = new(
        $"SELECT TOP (@top) {Columns} FROM SupportCase WHERE Waiting = 1 AND DepartmentId = @departmentId ORDER BY StoredAt, ServiceId, Sequence",
        $"SELECT {Columns} FROM SupportCase WHERE Waiting = 1 AND DepartmentId = @departmentId ORDER BY StoredAt, ServiceId, Sequence LIMIT @top");

    private static readonly Sql ReadNewOfRep = new(
        $"SELECT TOP (@top) {Columns} FROM SupportCase WHERE RepId = @repId AND Status = 'new' AND DepartmentId = @departmentId ORDER BY CaseId",
        $"SELECT {Columns} FROM SupportCase WHERE RepId = @repId AND Status = 'new' AND DepartmentId = @departmentId ORDER BY CaseId LIMIT @top");

    private static readonly RowBatch<int> FindPlaces = new(
        "Id",
        "SELECT DISTINCT c.RepId, c.DepartmentId FROM @rows r JOIN SupportCase c ON c.RepId = r.Id AND c.Status = 'new'",
        "SELECT DISTINCT RepId, DepartmentId FROM SupportCase WHERE RepId = @Id AND Status = 'new'",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<int> LockCases = new(
        "Id",
        $"""
        UPDATE c SET RowVersion = c.RowVersion FROM SupportCase c JOIN @rows r ON r.Id = c.CaseId;
        SELECT {Columns} FROM SupportCase JOIN @rows r ON r.Id = CaseId
        """,
        // Differs from SQL Server: the transaction already holds the only write lock, so reading is enough.
        $"SELECT {Columns} FROM SupportCase WHERE CaseId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<RepChangeRow> ChangeReps = new(
        "RepChange",
        """
        UPDATE c SET RepId = r.RepId, AssignedAt = CASE WHEN r.RepId IS NULL THEN NULL ELSE r.At END,
            Waiting = CASE WHEN r.RepId IS NULL THEN 1 ELSE 0 END, UpdatedAt = r.At, RowVersion = c.RowVersion + 1
        FROM SupportCase c JOIN @rows r ON r.CaseId = c.CaseId
        """,
        """
        UPDATE SupportCase SET RepId = @RepId, AssignedAt = CASE WHEN @RepId IS NULL THEN NULL ELSE @At END,
            Waiting = CASE WHEN @RepId IS NULL THEN 1 ELSE 0 END, UpdatedAt = @At, RowVersion = RowVersion + 1
        WHERE CaseId = @CaseId
        """,
        Column.Int<RepChangeRow>("CaseId", row => row.CaseId),
        Column.Int<RepChangeRow>("RepId", row => row.RepId),
        Column.Instant<RepChangeRow>("At", row => row.At));

    private static readonly RowBatch<int> LastOrdinals = new(
        "Id",
        "SELECT a.CaseId, MAX(a.Ordinal) AS Ordinal FROM CaseAssignment a JOIN @rows r ON r.Id = a.CaseId GROUP BY a.CaseId",
        "SELECT CaseId, MAX(Ordinal) AS Ordinal FROM CaseAssignment WHERE CaseId = @Id GROUP BY CaseId",
        Column.Long<int>("Id", id => id));

    /// <summary>The departments in which cases wait.</summary>
    public static Task<List<int>> ReadLinesAsync(Session session) => session.QueryAsync<int>(ReadLines);

    /// <summary>All reps, those without any department included.</summary>
    public static Task<List<int>> ReadRepsAsync(Session session) => session.QueryAsync<int>(ReadReps);

    /// <summary>The services whose held messages may run.</summary>
    public static Task<List<int>> ReadHeldServicesAsync(Session session) => session.QueryAsync<int>(ReadHeldServices);

    /// <summary>The head of a department's line, at most <paramref name="top"/>, in the order in which it is served.</summary>
    public static Task<List<AssignableCaseRow>> ReadLineAsync(Session session, int departmentId, int top) =>
        session.QueryAsync<AssignableCaseRow>(ReadLine, new { departmentId, top });

    /// <summary>In which departments the reps have cases that are new.</summary>
    public static async Task<List<RepPlace>> FindPlacesAsync(Session session, IReadOnlyList<int> repIds) =>
        [.. (await session.QueryAsync<int, RepPlaceRow>(FindPlaces, repIds)).Select(row => new RepPlace(row.RepId, row.DepartmentId))];

    /// <summary>New cases of a rep in a department, at most <paramref name="top"/>.</summary>
    public static Task<List<AssignableCaseRow>> ReadNewOfRepAsync(Session session, RepPlace place, int top) =>
        session.QueryAsync<AssignableCaseRow>(ReadNewOfRep, new { repId = place.RepId, departmentId = place.DepartmentId, top });

    /// <summary>
    /// Locks the cases until the transaction ends and returns them as they then are, in the order in which they were given: a
    /// command may have changed them since they were read. Deleted ones are left out.
    /// </summary>
    public static async Task<List<AssignableCaseRow>> LockAsync(Session session, IReadOnlyList<AssignableCaseRow> rows)
    {
        var locked = (await session.QueryAsync<int, AssignableCaseRow>(LockCases, [.. rows.Select(row => row.CaseId).Order()])).ToDictionary(row => row.CaseId);
        return [.. rows.Where(row => locked.ContainsKey(row.CaseId)).Select(row => locked[row.CaseId])];
    }

    /// <summary>Gives each case its rep, or puts it back into the line; the version of the case goes up.</summary>
    public static Task ChangeRepsAsync(Session session, IReadOnlyList<RepChangeRow> changes) => session.ExecuteAsync(ChangeReps, changes);

    /// <summary>The number of the last decision about each case; cases without one are left out.</summary>
    public static async Task<Dictionary<int, int>> ReadLastOrdinalsAsync(Session session, IReadOnlyList<int> caseIds) =>
        (await session.QueryAsync<int, OrdinalRow>(LastOrdinals, caseIds)).ToDictionary(row => row.CaseId, row => row.Ordinal);

    private sealed record RepPlaceRow
    {
        public int RepId { get; init; }

        public int DepartmentId { get; init; }
    }

    private sealed record OrdinalRow
    {
        public int CaseId { get; init; }

        public int Ordinal { get; init; }
    }
}
