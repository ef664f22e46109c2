namespace CaseWorker.Storage.Intake;

/// <summary>A message on its way to becoming a case, whatever brought it: a partition's queue, the intake table, a held or a parked row.</summary>
public sealed record IntakeMessage
{
    /// <summary>The highest version of the message's shape that this program reads: a body with the member <c>case</c>.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The version of a body that has the members of a CaseEnqueue only, which every program reads.</summary>
    public const int PlainVersion = 1;

    /// <summary>The largest body of a message that our gateway wrote, in bytes: a case with its whole history.</summary>
    public const int MaxGatewayBody = 16 * 1024 * 1024;

    /// <summary>The bytes as they came: JSON in UTF-8 when all is well.</summary>
    public required byte[] Body { get; init; }

    /// <summary>What makes a repetition harmless: the AMQP message_id, at most 255 UTF-8 bytes (spec 2.3).</summary>
    public required string MessageKey { get; init; }

    /// <summary>The id the gateway promised; null where the worker gives one.</summary>
    public int? CaseId { get; init; }

    /// <summary>The hub of the caller's key, or of the header hub-id; null where only the service tells.</summary>
    public int? HubId { get; init; }

    /// <summary>The service into whose order it was routed; null where only the body tells.</summary>
    public int? ServiceId { get; init; }

    /// <summary>Who stamped <see cref="SourceN"/> (cw-source); null for messages that took no counted path.</summary>
    public string? Source { get; init; }

    /// <summary>Ascending per source and service, in publish order (cw-n).</summary>
    public long? SourceN { get; init; }

    /// <summary>The publisher's clock, for people and the due clock, never for order; null: the worker's clock at storing.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The parked message this is a retry of; null for a first try.</summary>
    public long? RetryOf { get; init; }

    /// <summary>True when the router could not exclude that it handed the message on before (spec 2.3).</summary>
    public bool PossibleDuplicate { get; init; }

    /// <summary>cw-version. Higher than <see cref="CurrentVersion"/>: a newer program wrote it and only that may store it.</summary>
    public int Version { get; init; } = PlainVersion;

    /// <summary>True when our gateway wrote the body, so that the members of CaseIntake beyond CaseEnqueue count.</summary>
    public bool FromGateway { get; init; }
}
