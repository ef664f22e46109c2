namespace CaseWorker.Storage.Events;

/// <summary>An event that has no number yet.</summary>
public sealed record UnnumberedEventRow
{
    public required long OutboxId { get; init; }

    public required int HubId { get; init; }

    /// <summary>Null for what concerns no case; such events have no order to keep.</summary>
    public int? CaseId { get; init; }

    public required string EventName { get; init; }
}

/// <summary>An event with its number, as it is told.</summary>
public sealed record EventRow
{
    public required long OutboxId { get; init; }

    public required int HubId { get; init; }

    /// <summary>Null for what concerns no case; such events have no order to keep.</summary>
    public int? CaseId { get; init; }

    public required string EventName { get; init; }

    /// <summary>The event's id, the same in every repetition.</summary>
    public required string MessageId { get; init; }

    /// <summary>The event as JSON, on one line.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>1, 2, 3, … in the hub, without gaps.</summary>
    public required long EventNo { get; init; }
}

/// <summary>What dispatching writes on an event.</summary>
/// <param name="DispatchedAt">Null: the broker does not have it yet.</param>
public sealed record EventMark(long OutboxId, long EventNo, DateTimeOffset? DispatchedAt);
