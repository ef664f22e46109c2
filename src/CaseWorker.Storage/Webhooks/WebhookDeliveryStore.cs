namespace CaseWorker.Storage.Webhooks;

/// <summary>What webhooks are told: a queue for each in the table, in order per case.</summary>
/// <remarks>
/// Of each case one delivery is at the head and may be tried; the others are behind it and are not looked at, however many they are.
/// A claim holds for a while, so any number of processes try each once at a time, and one that was lost with its process is tried by another.
/// Who adds, records or replays holds the webhook's line, <see cref="WebhookHealthStore.LockAsync"/>.
/// </remarks>
public static class WebhookDeliveryStore
{
    private const string Columns =
        "DeliveryId, HubId, WebhookId, EventNo, EventId, EventName, CaseId, State, Behind, Attempts, NextAt, ClaimedUntil, CreatedAt, LastAt, LastStatus, LastError, FinishedAt";

    private const string IsDue =
        "HubId = @hubId AND WebhookId = @webhookId AND State = 'waiting' AND Behind = 0 AND NextAt <= @now AND (ClaimedUntil IS NULL OR ClaimedUntil <= @now)";

    private static readonly Sql ReadDefinitions = Sql.Both("SELECT HubId, ItemId, Definition FROM CatalogItem WHERE Kind = 'webhook' ORDER BY HubId, Ordinal, ItemId");

    private static readonly RowBatch<NewDelivery> Add = new(
        "WebhookDelivery",
        """
        INSERT INTO WebhookDelivery (HubId, WebhookId, EventNo, EventId, EventName, CaseId, Body, State, Behind, Attempts, NextAt, CreatedAt)
        SELECT r.HubId, r.WebhookId, r.EventNo, o.MessageId, o.EventName, r.CaseId, o.Body, 'waiting',
            CASE WHEN EXISTS (SELECT 1 FROM WebhookDelivery e WHERE e.HubId = r.HubId AND e.WebhookId = r.WebhookId AND e.CaseId = r.CaseId AND e.State = 'waiting')
                OR EXISTS (SELECT 1 FROM @rows p WHERE p.Ord < r.Ord AND p.HubId = r.HubId AND p.WebhookId = r.WebhookId AND p.CaseId = r.CaseId) THEN 1 ELSE 0 END,
            0, r.CreatedAt, r.CreatedAt
        FROM @rows r JOIN Outbox o ON o.OutboxId = r.OutboxId ORDER BY r.Ord
        """,
        // Differs from SQL Server: rows come one by one, so those before are in the table already.
        """
        INSERT INTO WebhookDelivery (HubId, WebhookId, EventNo, EventId, EventName, CaseId, Body, State, Behind, Attempts, NextAt, CreatedAt)
        SELECT @HubId, @WebhookId, @EventNo, MessageId, EventName, @CaseId, Body, 'waiting',
            EXISTS (SELECT 1 FROM WebhookDelivery e WHERE e.HubId = @HubId AND e.WebhookId = @WebhookId AND e.CaseId = @CaseId AND e.State = 'waiting'),
            0, @CreatedAt, @CreatedAt
        FROM Outbox WHERE OutboxId = @OutboxId
        """,
        Column.Long<NewDelivery>("OutboxId", row => row.OutboxId),
        Column.Int<NewDelivery>("HubId", row => row.HubId),
        Column.Int<NewDelivery>("WebhookId", row => row.WebhookId),
        Column.Int<NewDelivery>("CaseId", row => row.CaseId),
        Column.Long<NewDelivery>("EventNo", row => row.EventNo),
        Column.Instant<NewDelivery>("CreatedAt", row => row.CreatedAt));

    private static readonly Sql FindDue = new(
        $"SELECT TOP (@top) DeliveryId FROM WebhookDelivery WHERE {IsDue} ORDER BY NextAt",
        $"SELECT DeliveryId FROM WebhookDelivery WHERE {IsDue} ORDER BY NextAt LIMIT @top");

    private static readonly Sql Claim = Sql.Both(
        """
        UPDATE WebhookDelivery SET ClaimedUntil = @until, Attempts = Attempts + 1, LastAt = @now
        WHERE DeliveryId = @deliveryId AND State = 'waiting' AND Behind = 0 AND NextAt <= @now AND (ClaimedUntil IS NULL OR ClaimedUntil <= @now)
        """);

    private static readonly Sql ReadClaimed = Sql.Both(
        "SELECT DeliveryId, EventName, CaseId, Body, Attempts, ClaimedUntil FROM WebhookDelivery WHERE DeliveryId = @deliveryId");

    private static readonly Sql Record = Sql.Both(
        """
        UPDATE WebhookDelivery SET State = @state, NextAt = @nextAt, ClaimedUntil = NULL, LastStatus = @status, LastError = @error, FinishedAt = @finishedAt
        WHERE DeliveryId = @deliveryId AND State = 'waiting' AND ClaimedUntil = @claimedUntil
        """);

    private static readonly Sql MoveUp = Sql.Both(
        """
        UPDATE WebhookDelivery SET Behind = 0, NextAt = @now
        WHERE DeliveryId = (SELECT MIN(DeliveryId) FROM WebhookDelivery
                WHERE HubId = @hubId AND WebhookId = @webhookId AND CaseId = @caseId AND State = 'waiting' AND Behind = 1)
            AND NOT EXISTS (SELECT 1 FROM WebhookDelivery h
                WHERE h.HubId = @hubId AND h.WebhookId = @webhookId AND h.CaseId = @caseId AND h.State = 'waiting' AND h.Behind = 0)
        """);

    private static readonly Sql ListOf = new(
        $"""
        SELECT TOP (@top) {Columns} FROM WebhookDelivery
        WHERE HubId = @hubId AND WebhookId = @webhookId AND DeliveryId > @after AND (@state IS NULL OR State = @state) ORDER BY DeliveryId
        """,
        $"""
        SELECT {Columns} FROM WebhookDelivery
        WHERE HubId = @hubId AND WebhookId = @webhookId AND DeliveryId > @after AND (@state IS NULL OR State = @state) ORDER BY DeliveryId LIMIT @top
        """);

    private static readonly Sql FindOne = Sql.Both(
        $"SELECT {Columns} FROM WebhookDelivery WHERE DeliveryId = @deliveryId AND HubId = @hubId AND WebhookId = @webhookId");

    private static readonly Sql CountWaiting = Sql.Both(
        "SELECT WebhookId, COUNT(*) AS Waiting FROM WebhookDelivery WHERE HubId = @hubId AND State = 'waiting' GROUP BY WebhookId");

    private static readonly Sql RemoveFinished = new(
        "DELETE FROM WebhookDelivery WHERE DeliveryId IN (SELECT TOP (@count) DeliveryId FROM WebhookDelivery WHERE FinishedAt < @before ORDER BY FinishedAt)",
        "DELETE FROM WebhookDelivery WHERE DeliveryId IN (SELECT DeliveryId FROM WebhookDelivery WHERE FinishedAt < @before ORDER BY FinishedAt LIMIT @count)");

    private static readonly Sql RemoveOfNobody = new(
        """
        DELETE FROM WebhookDelivery WHERE DeliveryId IN (SELECT TOP (@count) d.DeliveryId FROM WebhookDelivery d
            WHERE d.State = 'waiting' AND d.CreatedAt < @before AND NOT EXISTS (SELECT 1 FROM CatalogItem i
                WHERE i.HubId = d.HubId AND i.Kind = 'webhook' AND i.ItemId = CONVERT(nvarchar(20), d.WebhookId)))
        """,
        // Differs from SQL Server: text has one name.
        """
        DELETE FROM WebhookDelivery WHERE DeliveryId IN (SELECT d.DeliveryId FROM WebhookDelivery d
            WHERE d.State = 'waiting' AND d.CreatedAt < @before AND NOT EXISTS (SELECT 1 FROM CatalogItem i
                WHERE i.HubId = d.HubId AND i.Kind = 'webhook' AND i.ItemId = CAST(d.WebhookId AS TEXT)) LIMIT @count)
        """);

    /// <summary>All webhooks of the catalogue, secrets included.</summary>
    public static Task<List<WebhookDefinitionRow>> ReadDefinitionsAsync(Session session) => session.QueryAsync<WebhookDefinitionRow>(ReadDefinitions);

    /// <summary>Adds deliveries of events that are in the outbox. Those of a case must come in its order.</summary>
    public static Task AddAsync(Session session, IReadOnlyList<NewDelivery> rows) => session.ExecuteAsync(Add, rows);

    /// <summary>The deliveries of a webhook whose time has come, at most one of each case. Costs as much as it finds.</summary>
    public static Task<List<long>> FindDueAsync(Session session, int hubId, int webhookId, DateTimeOffset now, int top) =>
        session.QueryAsync<long>(FindDue, new { hubId, webhookId, now, top });

    /// <summary>Takes a delivery for one try. Null: another process has it, or it is done.</summary>
    public static async Task<ClaimedDelivery?> ClaimAsync(Session session, long deliveryId, DateTimeOffset now, DateTimeOffset until) =>
        await session.ExecuteAsync(Claim, new { deliveryId, now, until }) == 1 ? await session.QueryFirstAsync<ClaimedDelivery>(ReadClaimed, new { deliveryId }) : null;

    /// <summary>
    /// Writes down what became of the try; when it is the last one, the next of its case moves up.
    /// False: the claim had run out and another process has it.
    /// </summary>
    public static async Task<bool> RecordAsync(Session session, int hubId, int webhookId, ClaimedDelivery claimed, DeliveryResult result, DateTimeOffset now)
    {
        var isDone = result.State != "waiting";
        var recorded = await session.ExecuteAsync(Record, new
        {
            deliveryId = claimed.DeliveryId,
            claimedUntil = claimed.ClaimedUntil,
            state = result.State,
            nextAt = isDone ? now : result.NextAt,
            status = result.Status,
            error = result.Error,
            finishedAt = isDone ? now : (DateTimeOffset?)null,
        });
        if (recorded == 1 && isDone && claimed.CaseId is { } caseId)
            await session.ExecuteAsync(MoveUp, new { hubId, webhookId, caseId, now });

        return recorded == 1;
    }

    /// <summary>How many deliveries wait, for each webhook of the hub for which any does.</summary>
    public static Task<List<WebhookWaitingRow>> CountWaitingAsync(Session session, int hubId) => session.QueryAsync<WebhookWaitingRow>(CountWaiting, new { hubId });

    /// <summary>The deliveries of a webhook by ascending id.</summary>
    /// <param name="state">Only these; null: all.</param>
    public static Task<List<WebhookDeliveryRow>> ListAsync(Session session, int hubId, int webhookId, string? state, long after, int top) =>
        session.QueryAsync<WebhookDeliveryRow>(ListOf, new { hubId, webhookId, state, after, top });

    /// <summary>Null: the webhook of the hub has no such delivery.</summary>
    public static Task<WebhookDeliveryRow?> FindAsync(Session session, int hubId, int webhookId, long deliveryId) =>
        session.QueryFirstAsync<WebhookDeliveryRow>(FindOne, new { hubId, webhookId, deliveryId });

    /// <summary>Removes up to <paramref name="count"/> deliveries that were finished before the instant. Returns how many.</summary>
    public static Task<int> RemoveFinishedAsync(Session session, DateTimeOffset before, int count) => session.ExecuteAsync(RemoveFinished, new { before, count });

    /// <summary>Removes up to <paramref name="count"/> waiting deliveries, made before the instant, of webhooks that are no longer in the catalogue. Returns how many.</summary>
    public static Task<int> RemoveOfNobodyAsync(Session session, DateTimeOffset before, int count) => session.ExecuteAsync(RemoveOfNobody, new { before, count });
}
