namespace CaseWorker.Tests.Simulation;

/// <summary>What a message is, and so what must become of it.</summary>
internal enum MessageKind
{
    Good,

    /// <summary>Has a service, but can't become a case.</summary>
    Invalid,

    /// <summary>No JSON: the router can't tell a service.</summary>
    Malformed,

    /// <summary>Storing it fails in a way that nobody foresaw.</summary>
    Throws,

    /// <summary>Ends the process that handles it.</summary>
    Kills,
}

/// <summary>One message as its producer knows it.</summary>
internal sealed class LedgerEntry(int number, int serviceId, MessageKind kind, bool isIntake, string? key)
{
    public int Number { get; } = number;

    public int ServiceId { get; } = serviceId;

    public MessageKind Kind { get; } = kind;

    /// <summary>True: published on case-intake; false: sent by a gateway.</summary>
    public bool IsIntake { get; } = isIntake;

    /// <summary>Null: its producer gave it none.</summary>
    public string? Key { get; } = key;

    public byte[] Body { get; } = Ledger.BodyOf(number, serviceId, kind);

    /// <summary>The step at which it was handed in first; null: never.</summary>
    public long? SentAt { get; set; }

    /// <summary>The step at which its producer knew that it is queued for good; null: never.</summary>
    public long? ConfirmedAt { get; set; }

    /// <summary>True once its producer does nothing more about it.</summary>
    public bool IsSettled { get; set; }
}
