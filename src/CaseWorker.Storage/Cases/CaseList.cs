namespace CaseWorker.Storage.Cases;

/// <summary>Which cases of a hub a list shows; what is null does not narrow it.</summary>
/// <param name="Status">new, open or closed.</param>
public sealed record CaseFilter(int HubId, int? ServiceId, string? Status, int? RepId)
{
    /// <summary>Whether the list is in FIFO order, so that its pages join by sequence; all others are in the order of case ids.</summary>
    public bool IsBySequence => ServiceId is not null && RepId is null;
}

/// <summary>Lists of cases by keyset: one statement per shape of filter, each answered from an index in its order.</summary>
/// <remarks>
/// The indexes hold the status before the id. A list over all statuses merges one ordered run per status, which costs intake
/// nothing; an index without the status would.
/// </remarks>
public static class CaseList
{
    private const string Select = $"SELECT {CaseDetailsRow.Columns} FROM SupportCase";

    private const string HubRuns =
        """
        SELECT CaseId FROM SupportCase WHERE HubId = @hubId AND Status = 'new' AND CaseId > @after
        UNION ALL SELECT CaseId FROM SupportCase WHERE HubId = @hubId AND Status = 'open' AND CaseId > @after
        UNION ALL SELECT CaseId FROM SupportCase WHERE HubId = @hubId AND Status = 'closed' AND CaseId > @after
        """;

    private const string RepRuns =
        """
        SELECT CaseId FROM SupportCase WHERE RepId = @repId AND Status = 'new' AND HubId = @hubId AND CaseId > @after
        UNION ALL SELECT CaseId FROM SupportCase WHERE RepId = @repId AND Status = 'open' AND HubId = @hubId AND CaseId > @after
        UNION ALL SELECT CaseId FROM SupportCase WHERE RepId = @repId AND Status = 'closed' AND HubId = @hubId AND CaseId > @after
        """;

    private const string RepServiceRuns =
        """
        SELECT CaseId FROM SupportCase WHERE RepId = @repId AND Status = 'new' AND ServiceId = @serviceId AND HubId = @hubId AND CaseId > @after
        UNION ALL SELECT CaseId FROM SupportCase WHERE RepId = @repId AND Status = 'open' AND ServiceId = @serviceId AND HubId = @hubId AND CaseId > @after
        UNION ALL SELECT CaseId FROM SupportCase WHERE RepId = @repId AND Status = 'closed' AND ServiceId = @serviceId AND HubId = @hubId AND CaseId > @after
        """;

    private static readonly Sql OfHub = Merged(HubRuns);

    private static readonly Sql OfHubAndStatus = Ordered("HubId = @hubId AND Status = @status AND CaseId > @after", "CaseId");

    private static readonly Sql OfService = Ordered("ServiceId = @serviceId AND Sequence > @after AND HubId = @hubId", "Sequence");

    private static readonly Sql OfServiceAndStatus =
        Ordered("ServiceId = @serviceId AND Status = @status AND Sequence > @after AND HubId = @hubId", "Sequence");

    private static readonly Sql OfRep = Merged(RepRuns);

    private static readonly Sql OfRepAndStatus = Ordered("RepId = @repId AND Status = @status AND CaseId > @after AND HubId = @hubId", "CaseId");

    private static readonly Sql OfRepAndService = Merged(RepServiceRuns);

    private static readonly Sql OfRepServiceAndStatus =
        Ordered("RepId = @repId AND Status = @status AND CaseId > @after AND ServiceId = @serviceId AND HubId = @hubId", "CaseId");

    /// <summary>The cases after the one that ended the page before, at most <paramref name="top"/>, in the order of <see cref="CaseFilter.IsBySequence"/>.</summary>
    /// <param name="after">The last sequence, or the last case id, of the page before; 0 for the first page.</param>
    public static Task<List<CaseDetailsRow>> ReadAsync(Session session, CaseFilter filter, long after, int top) =>
        session.QueryAsync<CaseDetailsRow>(
            StatementFor(filter),
            new { hubId = filter.HubId, serviceId = filter.ServiceId, status = filter.Status, repId = filter.RepId, after, top });

    private static Sql StatementFor(CaseFilter filter) => (filter.ServiceId, filter.Status, filter.RepId) switch
    {
        (null, null, null) => OfHub,
        (null, _, null) => OfHubAndStatus,
        (_, null, null) => OfService,
        (_, _, null) => OfServiceAndStatus,
        (null, null, _) => OfRep,
        (null, _, _) => OfRepAndStatus,
        (_, null, _) => OfRepAndService,
        _ => OfRepServiceAndStatus,
    };

    private static Sql Ordered(string where, string order) => new(
        $"SELECT TOP (@top) {CaseDetailsRow.Columns} FROM SupportCase WHERE {where} ORDER BY {order}",
        $"{Select} WHERE {where} ORDER BY {order} LIMIT @top");

    private static Sql Merged(string runs) => new(
        $"{Select} WHERE CaseId IN (SELECT TOP (@top) CaseId FROM ({runs}) runs ORDER BY CaseId) ORDER BY CaseId",
        $"{Select} WHERE CaseId IN (SELECT CaseId FROM ({runs}) runs ORDER BY CaseId LIMIT @top) ORDER BY CaseId");
}
