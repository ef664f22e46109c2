namespace CaseWorker.Storage.Partitions;

/// <summary>Where a worker says that it stands with a partition.</summary>
public sealed record SeatRow
{
    /// <summary>The name of the process among its peers.</summary>
    public required string WorkerId { get; init; }

    public required int PartitionId { get; init; }

    /// <summary>away: not subscribed; subscribed; holding: subscribed, and messages were delivered; front: subscribed, and nobody alive is before it.</summary>
    public required string State { get; init; }

    /// <summary>Names the subscription, unlike any other; null when away.</summary>
    public long? Channel { get; init; }

    /// <summary>The <see cref="Channel"/> of the front that this one subscribed behind; null: before or beside whoever is there.</summary>
    public long? Behind { get; init; }

    /// <summary>True: the worker is too old for a message that stood at the head.</summary>
    public required bool Unfit { get; init; }

    /// <summary>When it wrote this, by its own clock; for people.</summary>
    public required DateTimeOffset At { get; init; }
}
