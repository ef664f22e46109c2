namespace CaseWorker.Contracts;

/// <summary>A message of a hub could not become a case and waits for an operator; name <see cref="CaseEventNames.CaseParked"/>.</summary>
/// <remarks>
/// Told at least once; a repetition has the same <see cref="EventId"/>. A message whose hub is not known belongs to nobody who could
/// be told: it is parked without an event. A retry that fails is told again, as an event of its own.
/// </remarks>
public sealed record CaseParkedEvent
{
    /// <summary>The same for ever, in every repetition.</summary>
    public required string EventId { get; init; }

    /// <summary>Always <see cref="CaseEventNames.CaseParked"/>.</summary>
    public required string Name { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The tenant.</summary>
    public required int HubId { get; init; }

    /// <summary>The service it was meant for, null when that can't be told.</summary>
    public int? ServiceId { get; init; }

    /// <summary>The id that the case will have once it is repaired, null when none was promised.</summary>
    public int? CaseId { get; init; }

    /// <summary>The message's key, by which it is found among the parked ones.</summary>
    public required string MessageKey { get; init; }

    /// <summary>Why, as a word.</summary>
    public required string Reason { get; init; }
}
