using CaseWorker.Storage.Intake;

namespace CaseWorker.Storage.Parking;

/// <summary>A parked message without its payload, as lists need it first.</summary>
public sealed record ParkedHeadRow
{
    internal const string Columns =
        """
        ParkedId, HubId, ServiceId, MessageKey, CaseId, Reason, Detail, State, Attempts, ParkedAt, ResolvedAt, ResolvedCaseId, DiscardReason
        """;

    public required long ParkedId { get; init; }

    /// <summary>Null where neither the message nor its service tells the hub: then only an operator may see it.</summary>
    public int? HubId { get; init; }

    /// <summary>Null where no service, or not a single one, could be told.</summary>
    public int? ServiceId { get; init; }

    /// <summary>The key of the first message, before any <c>#r</c>.</summary>
    public required string MessageKey { get; init; }

    /// <summary>The id that was promised; null where none was.</summary>
    public int? CaseId { get; init; }

    /// <summary>A word: why the last attempt failed.</summary>
    public required string Reason { get; init; }

    /// <summary>The same for people; null when the word says it all.</summary>
    public string? Detail { get; init; }

    /// <summary>parked, retrying, resolved or discarded.</summary>
    public required string State { get; init; }

    /// <summary>The first attempt and every retry begun since.</summary>
    public required int Attempts { get; init; }

    /// <summary>When the last attempt failed.</summary>
    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>When it became a case or was discarded; null until then.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The case it became; null until then.</summary>
    public int? ResolvedCaseId { get; init; }

    /// <summary>Why an operator discarded it; null otherwise.</summary>
    public string? DiscardReason { get; init; }

    /// <summary>Bytes of the payload.</summary>
    public long BodyLength { get; init; }
}

/// <summary>The rest of a parked message: what a retry sends again. Its body is the payload, as it came or as it was edited.</summary>
public sealed record ParkedBodyRow : StoredMessageRow
{
    internal const string Columns = $"ParkedId, PartitionId, {MessageColumns.Names}";

    public required long ParkedId { get; init; }

    /// <summary>Null while the message never got as far as a partition.</summary>
    public int? PartitionId { get; init; }
}
