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
        INSERT INTO CaseNote (CaseId, At, Author, RepId, System, Type, Title, Text) OUTPUT inserted.NoteId
        VALUES (@CaseId, @At, @Author, @RepId, 0, @Type, @Title, @Text)
        """,
        """
        INSERT INTO CaseNote (CaseId, At, Author, RepId, System, Type, Title, Text)
        VALUES (@CaseId, @At, @Author, @RepId, 0, @Type, @Title, @Text) RETURNING NoteId
        """);

    /// <returns>The note's id.</returns>
    public static Task<long> AddAsync(Session session, NewNoteRow note) => session.QueryFirstAsync<long>(Add, note);
}
