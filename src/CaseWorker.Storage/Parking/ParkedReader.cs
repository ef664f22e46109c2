namespace CaseWorker.Storage.Parking;

/// <summary>Reads parked messages: those of one hub, or all of them, which is for operators only.</summary>
public static class ParkedReader
{
    private const string Bytes = "CAST(DATALENGTH(Body) AS bigint) AS BodyLength";

    // Differs from SQL Server: the length of a blob is asked by another name.
    private const string SqliteBytes = "LENGTH(Body) AS BodyLength";

    private static readonly Sql OfHub = Ordered("HubId = @hubId AND ParkedId > @after");

    private static readonly Sql OfHubAndState = Ordered("HubId = @hubId AND State = @state AND ParkedId > @after");

    private static readonly Sql All = Ordered("ParkedId > @after");

    private static readonly Sql AllInState = Ordered("State = @state AND ParkedId > @after");

    private static readonly Sql Find = new(
        $"SELECT {ParkedHeadRow.Columns}, {Bytes} FROM ParkedMessage WHERE ParkedId = @parkedId",
        $"SELECT {ParkedHeadRow.Columns}, {SqliteBytes} FROM ParkedMessage WHERE ParkedId = @parkedId");

    private static readonly Sql FindOfHub = new(
        $"SELECT {ParkedHeadRow.Columns}, {Bytes} FROM ParkedMessage WHERE ParkedId = @parkedId AND HubId = @hubId",
        $"SELECT {ParkedHeadRow.Columns}, {SqliteBytes} FROM ParkedMessage WHERE ParkedId = @parkedId AND HubId = @hubId");

    private static readonly RowBatch<long> Bodies = new(
        "Id",
        $"SELECT {ParkedBodyRow.Columns} FROM ParkedMessage WHERE ParkedId IN (SELECT Id FROM @rows)",
        $"SELECT {ParkedBodyRow.Columns} FROM ParkedMessage WHERE ParkedId = @Id",
        Column.Long<long>("Id", id => id));

    private static readonly Sql IsHeadOfLine = Sql.Both(
        "SELECT COUNT(*) FROM ServiceCounter WHERE ServiceId = @serviceId AND BlockedBy = @parkedId");

    /// <summary>Parked messages in the order in which they were parked first, without payloads.</summary>
    /// <param name="hubId">Null: of all hubs and of none.</param>
    /// <param name="state">Null: in every state.</param>
    /// <param name="after">The last parkedId seen; 0 for the first page.</param>
    public static Task<List<ParkedHeadRow>> ListAsync(Session session, int? hubId, string? state, long after, int top) =>
        session.QueryAsync<ParkedHeadRow>(StatementFor(hubId, state), new { hubId, state, after, top });

    /// <summary>Null when there is none, or, with a hub given, when it is not of that hub.</summary>
    public static Task<ParkedHeadRow?> FindAsync(Session session, long parkedId, int? hubId) =>
        session.QueryFirstAsync<ParkedHeadRow>(hubId is null ? Find : FindOfHub, new { parkedId, hubId });

    /// <summary>Payloads of messages that the caller has found under its hub; in no order.</summary>
    public static Task<List<ParkedBodyRow>> ReadBodiesAsync(Session session, IReadOnlyList<long> parkedIds) =>
        session.QueryAsync<long, ParkedBodyRow>(Bodies, parkedIds);

    /// <summary>True while the service is blocked by this message.</summary>
    public static async Task<bool> IsHeadOfLineAsync(Session session, int serviceId, long parkedId) =>
        await session.QueryFirstAsync<int>(IsHeadOfLine, new { serviceId, parkedId }) > 0;

    private static Sql StatementFor(int? hubId, string? state) => (hubId, state) switch
    {
        (null, null) => All,
        (null, _) => AllInState,
        (_, null) => OfHub,
        _ => OfHubAndState,
    };

    private static Sql Ordered(string where) => new(
        $"SELECT TOP (@top) {ParkedHeadRow.Columns}, {Bytes} FROM ParkedMessage WHERE {where} ORDER BY ParkedId",
        $"SELECT {ParkedHeadRow.Columns}, {SqliteBytes} FROM ParkedMessage WHERE {where} ORDER BY ParkedId LIMIT @top");
}
