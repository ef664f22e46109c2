using CaseWorker.Storage.Partitions;

namespace CaseWorker.Processing.Partitions;

/// <summary>Where a worker stands with a partition.</summary>
public enum SeatState
{
    /// <summary>Not subscribed, so it holds no message. Goes on to Subscribed when the rule says so.</summary>
    Away,

    /// <summary>Subscribed, at a place in the line that nobody knows, unless <see cref="Seat.Behind"/> tells. Goes on to Holding with the first delivery.</summary>
    Subscribed,

    /// <summary>Subscribed, and messages were delivered: it is the active one.</summary>
    Holding,

    /// <summary>Subscribed, and when it said so every other live worker was away: whoever subscribes from now on stands behind it.</summary>
    Front,
}

/// <summary>What a worker says of itself and a partition.</summary>
/// <param name="Channel">Names the subscription, unlike any other ever; null when away.</param>
/// <param name="Behind">The <see cref="Channel"/> of the front that stood there before this one subscribed; null: none did.</param>
/// <param name="IsUnfit">The worker is too old for a message that stood at the head.</param>
public sealed record Seat(SeatState State, long? Channel, long? Behind, bool IsUnfit)
{
    public static Seat Away { get; } = new(SeatState.Away, null, null, false);

    /// <summary>As another worker wrote it down.</summary>
    public static Seat Of(SeatRow row) => new(
        row.State switch
        {
            "subscribed" => SeatState.Subscribed,
            "holding" => SeatState.Holding,
            "front" => SeatState.Front,
            _ => SeatState.Away,
        },
        row.Channel,
        row.Behind,
        row.Unfit);

    public SeatRow ToRow(string worker, int partitionId, DateTimeOffset at) => new()
    {
        WorkerId = worker,
        PartitionId = partitionId,
        State = State switch
        {
            SeatState.Away => "away",
            SeatState.Subscribed => "subscribed",
            SeatState.Holding => "holding",
            SeatState.Front => "front",
        },
        Channel = Channel,
        Behind = Behind,
        Unfit = IsUnfit,
        At = at,
    };
}
