namespace CaseWorker.Storage.Cases;

/// <summary>Reads single cases and what belongs to them, of one hub only.</summary>
public static class CaseReader
{
    private static readonly Sql Find = Sql.Both(
        $"SELECT {CaseDetailsRow.Columns} FROM SupportCase WHERE CaseId = @caseId AND HubId = @hubId");

    private static readonly Sql FindHub = Sql.Both("SELECT HubId FROM SupportCase WHERE CaseId = @caseId");

    private static readonly RowBatch<int> Properties = new(
        "Id",
        "SELECT p.CaseId, p.Name, p.Value FROM @rows r JOIN CaseProperty p ON p.CaseId = r.Id ORDER BY p.CaseId, p.Ordinal",
        "SELECT CaseId, Name, Value FROM CaseProperty WHERE CaseId = @Id ORDER BY Ordinal",
        Column.Long<int>("Id", id => id));

    private static readonly Sql Notes = new(
        """
        SELECT TOP (@top) n.NoteId, n.At, n.Author, n.System, n.Type, n.Title, n.Text
        FROM SupportCase c JOIN CaseNote n ON n.CaseId = c.CaseId
        WHERE c.CaseId = @caseId AND c.HubId = @hubId AND n.NoteId > @after
        ORDER BY n.NoteId
        """,
        """
        SELECT n.NoteId, n.At, n.Author, n.System, n.Type, n.Title, n.Text
        FROM SupportCase c JOIN CaseNote n ON n.CaseId = c.CaseId
        WHERE c.CaseId = @caseId AND c.HubId = @hubId AND n.NoteId > @after
        ORDER BY n.NoteId LIMIT @top
        """);

    private static readonly Sql Assignments = new(
        """
        SELECT TOP (@top) a.Ordinal, a.At, a.Strategy, a.RepId, e.Members AS Eligible, x.Members AS Excluded, a.DrawIndex, a.DrawOf, a.Cause
        FROM SupportCase c JOIN CaseAssignment a ON a.CaseId = c.CaseId
        LEFT JOIN RepSet e ON e.SetHash = a.EligibleHash LEFT JOIN RepSet x ON x.SetHash = a.ExcludedHash
        WHERE c.CaseId = @caseId AND c.HubId = @hubId AND a.Ordinal > @after
        ORDER BY a.Ordinal
        """,
        """
        SELECT a.Ordinal, a.At, a.Strategy, a.RepId, e.Members AS Eligible, x.Members AS Excluded, a.DrawIndex, a.DrawOf, a.Cause
        FROM SupportCase c JOIN CaseAssignment a ON a.CaseId = c.CaseId
        LEFT JOIN RepSet e ON e.SetHash = a.EligibleHash LEFT JOIN RepSet x ON x.SetHash = a.ExcludedHash
        WHERE c.CaseId = @caseId AND c.HubId = @hubId AND a.Ordinal > @after
        ORDER BY a.Ordinal LIMIT @top
        """);

    /// <summary>Null when no case has the id, or one of another hub.</summary>
    public static Task<CaseDetailsRow?> FindAsync(Session session, int caseId, int hubId) =>
        session.QueryFirstAsync<CaseDetailsRow>(Find, new { caseId, hubId });

    /// <summary>The hub a stored case belongs to; null when no case has the id. For the command line, which is not bound to a hub.</summary>
    public static Task<int?> FindHubAsync(Session session, int caseId) => session.QueryFirstAsync<int?>(FindHub, new { caseId });

    /// <summary>The custom properties of the cases, which the caller has read under its hub; each case's in its own order.</summary>
    public static Task<List<CasePropertyRow>> ListPropertiesAsync(Session session, IReadOnlyList<int> caseIds) =>
        session.QueryAsync<int, CasePropertyRow>(Properties, caseIds);

    /// <summary>Notes in the order of writing.</summary>
    /// <param name="after">The last noteId seen; 0 for the first page.</param>
    public static Task<List<CaseNoteRow>> ListNotesAsync(Session session, int caseId, int hubId, long after, int top) =>
        session.QueryAsync<CaseNoteRow>(Notes, new { caseId, hubId, after, top });

    /// <summary>Assignment decisions in the order in which they were taken.</summary>
    /// <param name="after">The last ordinal seen; 0 for the first page.</param>
    public static Task<List<CaseAssignmentRow>> ListAssignmentsAsync(Session session, int caseId, int hubId, int after, int top) =>
        session.QueryAsync<CaseAssignmentRow>(Assignments, new { caseId, hubId, after, top });
}
