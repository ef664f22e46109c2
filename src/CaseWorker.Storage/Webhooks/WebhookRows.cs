namespace CaseWorker.Storage.Webhooks;

/// <summary>A webhook as the catalogue has it.</summary>
public sealed record WebhookDefinitionRow
{
    public required int HubId { get; init; }

    /// <summary>The declared id, as text; unique in the hub.</summary>
    public required string ItemId { get; init; }

    /// <summary>A JSON object with the secret in it: for sending, never for a log.</summary>
    public required string Definition { get; init; }
}

/// <summary>An event that a webhook is to be told.</summary>
/// <param name="CaseId">Null for what concerns no case.</param>
public sealed record NewDelivery(long OutboxId, int HubId, int WebhookId, int? CaseId, long EventNo, DateTimeOffset CreatedAt);

/// <summary>An event on its way to a webhook, or that was.</summary>
public sealed record WebhookDeliveryRow
{
    /// <summary>The same in every try, and in a replay.</summary>
    public required long DeliveryId { get; init; }

    public required int HubId { get; init; }

    public required int WebhookId { get; init; }

    public required long EventNo { get; init; }

    public required string EventId { get; init; }

    public required string EventName { get; init; }

    /// <summary>Null for what concerns no case.</summary>
    public int? CaseId { get; init; }

    /// <summary>waiting, delivered or failed.</summary>
    public required string State { get; init; }

    /// <summary>How many tries were begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>True: another delivery of its case comes first, so that nobody looks at this one.</summary>
    public bool Behind { get; init; }

    /// <summary>When it is tried next, or was to be tried last; means nothing while it is <see cref="Behind"/>.</summary>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>Until when the try that is under way may take; null: none is.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last try began; null before the first.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The HTTP status of the last try; null where there was none.</summary>
    public int? LastStatus { get; init; }

    /// <summary>Why the last try did not succeed; null when it did, or when the status says it all.</summary>
    public string? LastError { get; init; }

    /// <summary>When it was delivered or given up; null while it waits.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>A delivery that the caller may try now, and nobody else.</summary>
public sealed record ClaimedDelivery
{
    public required long DeliveryId { get; init; }

    public required string EventName { get; init; }

    public int? CaseId { get; init; }

    public required string Body { get; init; }

    /// <summary>With the try that the claim is for.</summary>
    public required int Attempts { get; init; }

    /// <summary>How long the claim holds; also what it is known by.</summary>
    public required DateTimeOffset ClaimedUntil { get; init; }
}

/// <summary>How many deliveries of a webhook wait.</summary>
public sealed record WebhookWaitingRow
{
    public required int WebhookId { get; init; }

    public required int Waiting { get; init; }
}

/// <summary>Whether a receiver can be reached.</summary>
public sealed record WebhookHealthRow
{
    public required int HubId { get; init; }

    public required int WebhookId { get; init; }

    /// <summary>How many tries in a row did not reach it, and once it is down how many looks more; 0: the last one did.</summary>
    public int Downs { get; init; }

    /// <summary>When the first of them began; null: the last try reached it.</summary>
    public DateTimeOffset? DownSince { get; init; }

    /// <summary>While it counts as down: when one may try whether it is back.</summary>
    public DateTimeOffset ProbeAt { get; init; } = DateTimeOffset.UnixEpoch;
}

/// <summary>What became of a try.</summary>
/// <param name="State">delivered, failed, or waiting for the next try.</param>
/// <param name="NextAt">When that is; else any.</param>
public sealed record DeliveryResult(string State, DateTimeOffset NextAt, int? Status, string? Error);
