namespace CaseWorker.Storage.Cases;

/// <summary>A note that somebody wrote.</summary>
/// <param name="At">When it was written, which may be long ago for one that is imported.</param>
/// <param name="RepId">The rep who wrote it; null: none that is known.</param>
/// <param name="Type">note, call or email.</param>
public sealed record NewNoteRow(int CaseId, DateTimeOffset At, string Author, int? RepId, string Type, string? Title, string Text);

/// <summary>Notes that people write; those of the program go in batches.</summary>
public static class CaseNoteStore
{
    private static readonly Sql Add = new(
        """
        INSERT INTO CaseNote (CaseId, HubId, At, ModifiedAt, Author, RepId, System, Type, Title, Text) OUTPUT inserted.NoteId
        SELECT @CaseId, HubId, @At, @At, @Author, @RepId, 0, @Type, @Title, @Text FROM SupportCase WHERE CaseId = @CaseId
        """,
        """
        INSERT INTO CaseNote (CaseId, HubId, At, ModifiedAt, Author, RepId, System, Type, Title, Text)
        SELECT @CaseId, HubId, @At, @At, @Author, @RepId, 0, @Type, @Title, @Text FROM SupportCase WHERE CaseId = @CaseId RETURNING NoteId
        """);

    private static readonly Sql Edit = Sql.Both(
        """
        UPDATE CaseNote SET Title = @title, Text = @text, ModifiedAt = @at, ModifiedBy = @by, ModifiedRepId = @repId
        WHERE NoteId = @noteId AND CaseId = @caseId AND System = 0
        """);

    /// <summary>Adds a note to a case that exists.</summary>
    /// <returns>The note's id.</returns>
    public static Task<long> AddAsync(Session session, NewNoteRow note) => session.QueryFirstAsync<long>(Add, note);

    /// <summary>Gives a note that somebody wrote another title and text; the author stays.</summary>
    /// <param name="by">Who does that; <paramref name="repId"/>: the rep who does, null: none that is known.</param>
    public static Task EditAsync(Session session, int caseId, long noteId, string? title, string text, DateTimeOffset at, string by, int? repId) =>
        session.ExecuteAsync(Edit, new { caseId, noteId, title, text, at, by, repId });
}
