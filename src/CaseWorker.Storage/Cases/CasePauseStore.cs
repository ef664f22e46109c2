namespace CaseWorker.Storage.Cases;

/// <summary>A time in which a case was open: from inclusive, to exclusive; <see cref="ToAt"/> is null while it still is.</summary>
public sealed record CasePauseRow
{
    public required DateTimeOffset FromAt { get; init; }
    public DateTimeOffset? ToAt { get; init; }
}

/// <summary>The times in which a case waited for the customer. The caller has locked the case.</summary>
public static class CasePauseStore
{
    private static readonly Sql Begin = Sql.Both("INSERT INTO CasePause (CaseId, FromAt) VALUES (@caseId, @at)");

    private static readonly Sql End = Sql.Both("UPDATE CasePause SET ToAt = @at WHERE CaseId = @caseId AND ToAt IS NULL");

    private static readonly Sql RemoveEmpty = Sql.Both("DELETE FROM CasePause WHERE CaseId = @caseId AND ToAt <= FromAt");

    private static readonly Sql List = Sql.Both("SELECT FromAt, ToAt FROM CasePause WHERE CaseId = @caseId ORDER BY FromAt");

    /// <summary>The case became open.</summary>
    public static Task BeginAsync(Session session, int caseId, DateTimeOffset at) => session.ExecuteAsync(Begin, new { caseId, at });

    /// <summary>The case is no longer open. A pause without length leaves no row.</summary>
    public static async Task EndAsync(Session session, int caseId, DateTimeOffset at)
    {
        await session.ExecuteAsync(End, new { caseId, at });
        await session.ExecuteAsync(RemoveEmpty, new { caseId });
    }

    /// <summary>In their order; they do not overlap.</summary>
    public static Task<List<CasePauseRow>> ListAsync(Session session, int caseId) => session.QueryAsync<CasePauseRow>(List, new { caseId });
}
