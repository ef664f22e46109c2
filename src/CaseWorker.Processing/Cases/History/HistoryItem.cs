namespace CaseWorker.Processing.Cases.History;

/// <summary>A note, call or e-mail of the past that a caller brings.</summary>
public sealed record HistoryItem
{
    /// <summary>note, call or email.</summary>
    public required string Type { get; init; }

    /// <summary>The title, or the subject of an e-mail; at most 1,000.</summary>
    public string? Title { get; init; }

    /// <summary>The note, or the body of an e-mail as plain text.</summary>
    public required string Text { get; init; }

    /// <summary>When it was written or sent; null: when it is imported.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Sender of an e-mail; null otherwise, as all below.</summary>
    public string? From { get; init; }

    public string? To { get; init; }
    public string? Cc { get; init; }
    public string? Bcc { get; init; }

    /// <summary>When it came in; null: unknown, or when it is imported.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The rep who sent it: then it is a response. Null: none, the customer wrote it.</summary>
    public int? RepId { get; init; }
}
