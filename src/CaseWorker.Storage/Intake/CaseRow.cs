using CaseWorker.Storage.Cases;
using CaseWorker.Storage.DueDates;

namespace CaseWorker.Storage.Intake;

/// <summary>A case as it is stored for the first time. Lengths are those of the schema; instants are UTC.</summary>
public sealed record CaseRow : CaseFacts
{
    /// <summary>SHA-256 of service and message key: unique for ever (spec 2.3).</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>SHA-256 of the body, which tells a repetition from another message under the same key.</summary>
    public required byte[] BodyHash { get; init; }

    public required string MessageKey { get; init; }
    public string? Source { get; init; }
    public long? SourceN { get; init; }

    /// <summary>The worker that stored it.</summary>
    public required string Worker { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }
    public required DateTimeOffset StoredAt { get; init; }
    public int? CompanyId { get; init; }
    public string? Notes { get; init; }
    public string? ClassificationCode { get; init; }
    public bool AutoClose { get; init; }
    public string? ProcedureExtRef { get; init; }
    public string? ProcedureOptionExtRef { get; init; }
    public string? OpenedBy { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? AssignedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public bool PossibleDuplicate { get; init; }

    /// <summary>Counted from the opening, in cycle 1.</summary>
    public CaseDue Due { get; init; } = CaseDue.None;
}

/// <summary>A custom property; <paramref name="Ordinal"/> keeps the order in which the caller gave them.</summary>
public sealed record PropertyRow(int CaseId, int Ordinal, string Name, string Value);

/// <summary>A note. <paramref name="Author"/> is null for system notes; <paramref name="Type"/> is note, call, email or system.</summary>
public sealed record NoteRow(int CaseId, DateTimeOffset At, string? Author, bool System, string Type, string? Title, string? Text);

/// <summary>A set of reps, or of exclusions, as JSON; stored once under the hash of its text.</summary>
public sealed record RepSetRow(byte[] SetHash, string Members);

/// <summary>One assignment decision (spec 3). <paramref name="RepId"/> and the draw are null when nobody was eligible.</summary>
public sealed record AssignmentRow(
    int CaseId,
    int Ordinal,
    DateTimeOffset At,
    string Strategy,
    int? RepId,
    byte[] EligibleHash,
    byte[] ExcludedHash,
    int? DrawIndex,
    int? DrawOf,
    string Cause);

/// <summary>An event waiting to be told; <paramref name="MessageId"/> is its id for ever.</summary>
/// <param name="PartitionId">The lane in which it leaves, the same for all events of a case.</param>
public sealed record OutboxRow(int PartitionId, int HubId, int? CaseId, string EventName, string MessageId, string Body, DateTimeOffset CreatedAt);
