namespace CaseWorker.Storage.ActionManagement;

/// <summary>Reads notes as the Action Management API shows them.</summary>
public static class ActionNoteStore
{
    private const string InFeed = "HubId = @hubId AND ModifiedAt >= @start AND ModifiedAt <= @end";

    private static readonly Sql List = Sql.Both($"SELECT {ActionNoteRow.Columns} FROM CaseNote n WHERE n.CaseId = @caseId ORDER BY n.NoteId");

    private static readonly Sql Find = Sql.Both($"SELECT {ActionNoteRow.Columns} FROM CaseNote n WHERE n.NoteId = @noteId AND n.CaseId = @caseId AND n.HubId = @hubId");

    private static readonly Sql Count = Sql.Both($"SELECT COUNT(*) FROM CaseNote WHERE {InFeed}");

    // The page is found in the index alone, and only its own notes are looked up; they come in no order.
    private static readonly Sql Feed = new(
        $"""
        SELECT {ActionNoteRow.Columns} FROM CaseNote n
        WHERE n.NoteId IN (SELECT NoteId FROM CaseNote WHERE {InFeed} ORDER BY ModifiedAt, NoteId OFFSET @skip ROWS FETCH NEXT @top ROWS ONLY)
        """,
        $"""
        SELECT {ActionNoteRow.Columns} FROM CaseNote n
        WHERE n.NoteId IN (SELECT NoteId FROM CaseNote WHERE {InFeed} ORDER BY ModifiedAt, NoteId LIMIT @top OFFSET @skip)
        """);

    /// <summary>All notes of a case, which the caller has found under its hub, in the order of writing.</summary>
    public static Task<List<ActionNoteRow>> ListAsync(Session session, int caseId) => session.QueryAsync<ActionNoteRow>(List, new { caseId });

    /// <summary>Null when the hub has no such case, or the case no such note.</summary>
    public static Task<ActionNoteRow?> FindAsync(Session session, int hubId, int caseId, long noteId) =>
        session.QueryFirstAsync<ActionNoteRow>(Find, new { hubId, caseId, noteId });

    /// <summary>A page of the notes of a hub that were last changed between two instants, both included, by that time and then by id; and how many there are in all.</summary>
    /// <param name="start">Null: no limit, as with <paramref name="end"/>.</param>
    public static async Task<(List<ActionNoteRow> Notes, int Total)> ReadFeedAsync(
        Session session, int hubId, DateTimeOffset? start, DateTimeOffset? end, int skip, int top)
    {
        var between = new { hubId, start = start ?? DateTimeOffset.MinValue, end = end ?? DateTimeOffset.MaxValue, skip, top };
        var total = await session.QueryFirstAsync<int>(Count, new { between.hubId, between.start, between.end });
        var page = await session.QueryAsync<ActionNoteRow>(Feed, between);
        return ([.. page.OrderBy(note => note.ModifiedAt).ThenBy(note => note.NoteId)], total);
    }
}
