namespace CaseWorker.Storage.Cases;

/// <summary>Takes a case out of the database, leaving what the FIFO proof and de-duplication need.</summary>
public static class CaseRemoval
{
    private static readonly Sql LeaveTombstone = Sql.Both(
        """
        INSERT INTO Tombstone (CaseId, HubId, ServiceId, Sequence, KeyHash, BodyHash, MessageKey, Source, SourceN, Worker, AcceptedAt, StoredAt,
            DeletedAt, DeletedBy, Why)
        SELECT CaseId, HubId, ServiceId, Sequence, KeyHash, BodyHash, MessageKey, Source, SourceN, Worker, AcceptedAt, StoredAt,
            @deletedAt, @deletedBy, @why
        FROM SupportCase WHERE CaseId = @caseId
        """);

    // Everything that hangs on a case, itself last. A new table of a case's belongings is to be added here.
    private static readonly Sql[] Deletes =
    [
        Sql.Both("DELETE FROM CaseProperty WHERE CaseId = @caseId"),
        Sql.Both("DELETE FROM CaseNote WHERE CaseId = @caseId"),
        Sql.Both("DELETE FROM CaseAssignment WHERE CaseId = @caseId"),
        Sql.Both("DELETE FROM CaseTag WHERE CaseId = @caseId"),
        Sql.Both("DELETE FROM CasePause WHERE CaseId = @caseId"),
        Sql.Both("DELETE FROM CaseEmail WHERE CaseId = @caseId"),
        Sql.Both("DELETE FROM CaseListValue WHERE CaseId = @caseId"),
        Sql.Both("DELETE FROM CaseRoleUser WHERE CaseId = @caseId"),
        Sql.Both("DELETE FROM CaseDueEvent WHERE CaseId = @caseId"),
        Sql.Both("DELETE FROM SupportCase WHERE CaseId = @caseId"),
    ];

    /// <summary>Deletes the case and all that belongs to it. It must be locked by this transaction, and not stand in a line.</summary>
    /// <param name="why">Null: nobody said.</param>
    public static async Task DeleteAsync(Session session, int caseId, DateTimeOffset deletedAt, string deletedBy, string? why)
    {
        await session.ExecuteAsync(LeaveTombstone, new { caseId, deletedAt, deletedBy, why });
        foreach (var delete in Deletes)
            await session.ExecuteAsync(delete, new { caseId });
    }
}
