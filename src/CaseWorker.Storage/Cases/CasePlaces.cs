namespace CaseWorker.Storage.Cases;

/// <summary>Where a promised case id was found. An id can be in several places, as when a parked message became a case.</summary>
public sealed record CasePlaceRow
{
    public required int CaseId { get; init; }

    /// <summary>case, tombstone, queued, held; or a parked message's state: parked, retrying, resolved, discarded.</summary>
    public required string Place { get; init; }

    /// <summary>Null where the message itself does not tell.</summary>
    public int? HubId { get; init; }

    /// <summary>The parked message; null in the other places.</summary>
    public long? ParkedId { get; init; }
}

/// <summary>A block of case ids that a process took.</summary>
public sealed record IdBlockRow
{
    public required int FirstId { get; init; }
    public required int LastId { get; init; }
    public required DateTimeOffset TakenAt { get; init; }
}

/// <summary>Tells what has become of promised case ids.</summary>
public static class CasePlaces
{
    private static readonly RowBatch<int> FindAll = new(
        "Id",
        """
        SELECT c.CaseId, 'case' AS Place, c.HubId, CAST(NULL AS bigint) AS ParkedId FROM @rows r JOIN SupportCase c ON c.CaseId = r.Id
        UNION ALL
        SELECT t.CaseId, 'tombstone', t.HubId, NULL FROM @rows r JOIN Tombstone t ON t.CaseId = r.Id
        UNION ALL
        SELECT p.CaseId, p.State, p.HubId, p.ParkedId FROM @rows r JOIN ParkedMessage p ON p.CaseId = r.Id
        UNION ALL
        SELECT h.CaseId, 'held', s.HubId, NULL FROM @rows r JOIN HeldMessage h ON h.CaseId = r.Id JOIN Service s ON s.ServiceId = h.ServiceId
        UNION ALL
        SELECT q.CaseId, 'queued', q.HubId, NULL FROM @rows r JOIN IntakeQueue q ON q.CaseId = r.Id
        """,
        """
        SELECT CaseId, 'case' AS Place, HubId, NULL AS ParkedId FROM SupportCase WHERE CaseId = @Id
        UNION ALL
        SELECT CaseId, 'tombstone', HubId, NULL FROM Tombstone WHERE CaseId = @Id
        UNION ALL
        SELECT CaseId, State, HubId, ParkedId FROM ParkedMessage WHERE CaseId = @Id
        UNION ALL
        SELECT h.CaseId, 'held', s.HubId, NULL FROM HeldMessage h JOIN Service s ON s.ServiceId = h.ServiceId WHERE h.CaseId = @Id
        UNION ALL
        SELECT CaseId, 'queued', HubId, NULL FROM IntakeQueue WHERE CaseId = @Id
        """,
        Column.Long<int>("Id", id => id));

    private static readonly Sql BlockBefore = new(
        "SELECT TOP (1) FirstId, LastId, TakenAt FROM IdBlock WHERE FirstId <= @caseId ORDER BY FirstId DESC",
        "SELECT FirstId, LastId, TakenAt FROM IdBlock WHERE FirstId <= @caseId ORDER BY FirstId DESC LIMIT 1");

    /// <summary>Every place where these ids are, whatever the hub, which the caller must compare. Ids found nowhere have no row.</summary>
    public static Task<List<CasePlaceRow>> FindAsync(Session session, IReadOnlyList<int> caseIds) =>
        session.QueryAsync<int, CasePlaceRow>(FindAll, caseIds);

    /// <summary>The recorded block that the id is from; null: no process of this installation can have promised it.</summary>
    public static async Task<IdBlockRow?> FindBlockAsync(Session session, int caseId) =>
        await session.QueryFirstAsync<IdBlockRow>(BlockBefore, new { caseId }) is { } block && caseId <= block.LastId ? block : null;
}
