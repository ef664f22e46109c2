namespace CaseWorker.Storage.Parking;

/// <summary>What a retry must find of its parked message, locked until the transaction ends.</summary>
public sealed record ParkedRetryRow
{
    public required long ParkedId { get; init; }

    /// <summary>parked, retrying, resolved or discarded.</summary>
    public required string State { get; init; }

    /// <summary>Counts up with each retry that was begun; it numbers the retry's key.</summary>
    public required int Attempts { get; init; }

    /// <summary>The key of the first message, before any <c>#r</c>.</summary>
    public required string MessageKey { get; init; }
}
