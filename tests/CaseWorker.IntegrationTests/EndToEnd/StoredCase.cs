namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>What the database says of a case.</summary>
internal sealed record StoredCase
{
    public required int CaseId { get; init; }
    public required int ServiceId { get; init; }
    public required int DepartmentId { get; init; }
    public required long Sequence { get; init; }
    public int? RepId { get; init; }
    public bool AutoClose { get; init; }

    /// <summary>The <see cref="Sent.Mark"/>.</summary>
    public required string ExtRef { get; init; }
    /// <summary>The AMQP message_id; that of a retry of a parked message has #r and a number behind it.</summary>
    public string MessageKey { get; init; } = "";

    public string? Source { get; init; }
    public long? SourceN { get; init; }
    public required string Worker { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long StoredAt { get; init; }
    public bool PossibleDuplicate { get; init; }
}
