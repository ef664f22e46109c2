namespace CaseWorker.Storage.Intake;

/// <summary>The columns that every table of messages shares, as they are read back.</summary>
public abstract record StoredMessageRow
{
    public required byte[] Body { get; init; }
    public required string MessageKey { get; init; }
    public int? CaseId { get; init; }
    public int? HubId { get; init; }
    public string? Source { get; init; }
    public long? SourceN { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public long? RetryOf { get; init; }
    public bool PossibleDuplicate { get; init; }
    public int Version { get; init; }
    public bool FromGateway { get; init; }

    /// <summary>The message as it came out of the queue.</summary>
    public IntakeMessage Message => new()
    {
        Body = Body,
        MessageKey = MessageKey,
        CaseId = CaseId,
        HubId = HubId,
        Source = Source,
        SourceN = SourceN,
        AcceptedAt = AcceptedAt,
        RetryOf = RetryOf,
        PossibleDuplicate = PossibleDuplicate,
        Version = Version,
        FromGateway = FromGateway,
    };
}
