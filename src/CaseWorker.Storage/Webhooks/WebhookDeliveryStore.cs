namespace CaseWorker.Storage.Webhooks;

/// <summary>What webhooks are told: a queue for each in the table, in order per case.</summary>
/// <remarks>
/// A delivery is claimed by moving its time to the end of the claim, where its time had come; so any number of processes try each
/// once at a time, and one that was lost with its process is tried again by another.
/// </remarks>
public static class WebhookDeliveryStore
{
    private const string Columns =
        "DeliveryId, HubId, WebhookId, EventNo, EventId, EventName, CaseId, State, Attempts, NextAt, CreatedAt, LastAt, LastStatus, LastError, FinishedAt";

    // Nothing of the same case may wait before it.
    private const string IsDue =
        """
        d.HubId = @hubId AND d.WebhookId = @webhookId AND d.State = 'waiting' AND d.NextAt <= @now
        AND NOT EXISTS (SELECT 1 FROM WebhookDelivery e
            WHERE e.HubId = d.HubId AND e.WebhookId = d.WebhookId AND e.CaseId = d.CaseId AND e.State = 'waiting' AND e.DeliveryId < d.DeliveryId)
        """;

    private static readonly Sql ReadDefinitions = Sql.Both("SELECT HubId, ItemId, Definition FROM CatalogItem WHERE Kind = 'webhook' ORDER BY HubId, Ordinal, ItemId");

    private static readonly RowBatch<NewDelivery> Add = new(
        "WebhookDelivery",
        """
        INSERT INTO WebhookDelivery (HubId, WebhookId, EventNo, EventId, EventName, CaseId, Body, State, Attempts, NextAt, CreatedAt)
        SELECT o.HubId, r.WebhookId, r.EventNo, o.MessageId, o.EventName, o.CaseId, o.Body, 'waiting', 0, r.CreatedAt, r.CreatedAt
        FROM @rows r JOIN Outbox o ON o.OutboxId = r.OutboxId ORDER BY r.Ord
        """,
        """
        INSERT INTO WebhookDelivery (HubId, WebhookId, EventNo, EventId, EventName, CaseId, Body, State, Attempts, NextAt, CreatedAt)
        SELECT HubId, @WebhookId, @EventNo, MessageId, EventName, CaseId, Body, 'waiting', 0, @CreatedAt, @CreatedAt
        FROM Outbox WHERE OutboxId = @OutboxId
        """,
        Column.Long<NewDelivery>("OutboxId", row => row.OutboxId),
        Column.Int<NewDelivery>("WebhookId", row => row.WebhookId),
        Column.Long<NewDelivery>("EventNo", row => row.EventNo),
        Column.Instant<NewDelivery>("CreatedAt", row => row.CreatedAt));

    private static readonly Sql FindDue = new(
        $"SELECT TOP (@top) d.DeliveryId FROM WebhookDelivery d WHERE {IsDue} ORDER BY d.NextAt",
        $"SELECT d.DeliveryId FROM WebhookDelivery d WHERE {IsDue} ORDER BY d.NextAt LIMIT @top");

    private static readonly Sql Claim = Sql.Both(
        """
        UPDATE WebhookDelivery SET NextAt = @until, Attempts = Attempts + 1, LastAt = @now
        WHERE DeliveryId = @deliveryId AND State = 'waiting' AND NextAt <= @now
        """);

    private static readonly Sql ReadClaimed = Sql.Both(
        "SELECT DeliveryId, EventName, CaseId, Body, Attempts, NextAt FROM WebhookDelivery WHERE DeliveryId = @deliveryId");

    private static readonly Sql Record = Sql.Both(
        """
        UPDATE WebhookDelivery SET State = @state, NextAt = @nextAt, LastStatus = @status, LastError = @error, FinishedAt = @finishedAt
        WHERE DeliveryId = @deliveryId AND State = 'waiting' AND NextAt = @claimedUntil
        """);

    private static readonly Sql Postpone = Sql.Both(
        """
        UPDATE WebhookDelivery SET NextAt = @nextAt
        WHERE HubId = @hubId AND WebhookId = @webhookId AND CaseId = @caseId AND State = 'waiting' AND DeliveryId > @deliveryId AND Attempts = 0
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

    private static readonly Sql Replay = Sql.Both(
        """
        UPDATE WebhookDelivery SET State = 'waiting', Attempts = 0, NextAt = @now, FinishedAt = NULL
        WHERE DeliveryId = @deliveryId AND HubId = @hubId AND WebhookId = @webhookId AND State <> 'waiting'
        """);

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

    /// <summary>The deliveries of a webhook whose time has come, at most one of each case.</summary>
    public static Task<List<long>> FindDueAsync(Session session, int hubId, int webhookId, DateTimeOffset now, int top) =>
        session.QueryAsync<long>(FindDue, new { hubId, webhookId, now, top });

    /// <summary>Takes a delivery for one try. Null: another process has it, or it is done.</summary>
    public static async Task<ClaimedDelivery?> ClaimAsync(Session session, long deliveryId, DateTimeOffset now, DateTimeOffset until) =>
        await session.ExecuteAsync(Claim, new { deliveryId, now, until }) == 1 ? await session.QueryFirstAsync<ClaimedDelivery>(ReadClaimed, new { deliveryId }) : null;

    /// <summary>
    /// Writes down what became of the try. What waits behind it in its case is put off to its next try, or comes now if it is done.
    /// False: the claim had run out and another process has it.
    /// </summary>
    public static async Task<bool> RecordAsync(Session session, int hubId, int webhookId, ClaimedDelivery claimed, DeliveryResult result, DateTimeOffset now)
    {
        var isDone = result.State != "waiting";
        var nextAt = isDone ? now : result.NextAt;
        var recorded = await session.ExecuteAsync(Record, new
        {
            deliveryId = claimed.DeliveryId,
            claimedUntil = claimed.NextAt,
            state = result.State,
            nextAt,
            status = result.Status,
            error = result.Error,
            finishedAt = isDone ? now : (DateTimeOffset?)null,
        });
        if (recorded == 1 && claimed.CaseId is { } caseId)
            await session.ExecuteAsync(Postpone, new { hubId, webhookId, caseId, deliveryId = claimed.DeliveryId, nextAt });

        return recorded == 1;
    }

    /// <summary>The deliveries of a webhook by ascending id.</summary>
    /// <param name="state">Only these; null: all.</param>
    public static Task<List<WebhookDeliveryRow>> ListAsync(Session session, int hubId, int webhookId, string? state, long after, int top) =>
        session.QueryAsync<WebhookDeliveryRow>(ListOf, new { hubId, webhookId, state, after, top });

    /// <summary>Null: the webhook of the hub has no such delivery.</summary>
    public static Task<WebhookDeliveryRow?> FindAsync(Session session, int hubId, int webhookId, long deliveryId) =>
        session.QueryFirstAsync<WebhookDeliveryRow>(FindOne, new { hubId, webhookId, deliveryId });

    /// <summary>delivered or failed → waiting, with all tries before it again. False: it is waiting, or there is none.</summary>
    public static async Task<bool> ReplayAsync(Session session, int hubId, int webhookId, long deliveryId, DateTimeOffset now) =>
        await session.ExecuteAsync(Replay, new { hubId, webhookId, deliveryId, now }) == 1;

    /// <summary>Removes up to <paramref name="count"/> deliveries that were finished before the instant. Returns how many.</summary>
    public static Task<int> RemoveFinishedAsync(Session session, DateTimeOffset before, int count) => session.ExecuteAsync(RemoveFinished, new { before, count });

    /// <summary>Removes up to <paramref name="count"/> waiting deliveries, made before the instant, of webhooks that are no longer in the catalogue. Returns how many.</summary>
    public static Task<int> RemoveOfNobodyAsync(Session session, DateTimeOffset before, int count) => session.ExecuteAsync(RemoveOfNobody, new { before, count });
}
