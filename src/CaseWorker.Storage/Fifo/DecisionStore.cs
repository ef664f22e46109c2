namespace CaseWorker.Storage.Fifo;

/// <summary>Reads the decisions about cases, for the proof that nobody was served before an older one.</summary>
public static class DecisionStore
{
    private const string Columns = "c.ServiceId, c.Sequence, c.CaseId, c.DepartmentId, c.StoredAt, c.Waiting, a.Ordinal, a.At, a.RepId, a.Cause";

    private static readonly Sql ReadService = Sql.Both(
        $"""
        SELECT {Columns} FROM SupportCase c LEFT JOIN CaseAssignment a ON a.CaseId = c.CaseId
        WHERE c.ServiceId = @serviceId AND c.Sequence > @after AND c.Sequence <= @last AND c.AutoClose = 0
        ORDER BY c.Sequence
        """);

    private static readonly Sql ReadWaiting = new(
        $"""
        SELECT TOP (@top) {Columns} FROM SupportCase c LEFT JOIN CaseAssignment a ON a.CaseId = c.CaseId
        WHERE c.Waiting = 1 AND c.DepartmentId = @departmentId
        ORDER BY c.StoredAt, c.ServiceId, c.Sequence
        """,
        $"""
        SELECT {Columns} FROM SupportCase c LEFT JOIN CaseAssignment a ON a.CaseId = c.CaseId
        WHERE c.Waiting = 1 AND c.DepartmentId = @departmentId
        ORDER BY c.StoredAt, c.ServiceId, c.Sequence LIMIT @top
        """);

    /// <summary>The decisions about the cases of a service above one sequence and up to another, by sequence; those stored closed never have any.</summary>
    public static Task<List<DecisionRow>> ReadServiceAsync(Session session, int serviceId, long after, long last) =>
        session.QueryAsync<DecisionRow>(ReadService, new { serviceId, after, last });

    /// <summary>At most <paramref name="top"/> decisions about the cases at the head of a department's line, in its order.</summary>
    public static Task<List<DecisionRow>> ReadWaitingAsync(Session session, int departmentId, int top) =>
        session.QueryAsync<DecisionRow>(ReadWaiting, new { departmentId, top });
}
