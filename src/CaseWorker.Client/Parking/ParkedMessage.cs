using System.Text;
using System.Text.Json.Serialization;

namespace CaseWorker.Client;

/// <summary>A message that could not become a case.</summary>
public sealed record ParkedMessage
{
    /// <summary>Its id.</summary>
    public required long ParkedId { get; init; }

    /// <summary>The tenant; null: it can't be told, and only operators see it.</summary>
    public int? HubId { get; init; }

    /// <summary>The service it was meant for; null: it can't be told.</summary>
    public int? ServiceId { get; init; }

    /// <summary>What makes a repetition of the message harmless.</summary>
    public required string MessageKey { get; init; }

    /// <summary>The case it became, else the id that was promised; null: none was.</summary>
    public int? CaseId { get; init; }

    /// <summary>Why it was parked, as a word.</summary>
    public required string Reason { get; init; }

    /// <summary>What is happening with it.</summary>
    public required ParkedState State { get; init; }

    /// <summary>How often it was tried again.</summary>
    public required int Attempts { get; init; }

    /// <summary>The body of the message, written as <see cref="PayloadEncoding"/> says.</summary>
    public required string Payload { get; init; }

    /// <summary>utf8: as it came. base64: it is no UTF-8.</summary>
    public required string PayloadEncoding { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>When it became a case or was discarded, UTC; null until then.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The reason in sentences; null in lists, and when the word says it all.</summary>
    public string? Detail { get; init; }

    /// <summary>Why it was discarded; null in lists, and otherwise.</summary>
    public string? DiscardReason { get; init; }

    /// <summary>The body of the message, byte by byte.</summary>
    public byte[] GetPayloadBytes() => PayloadEncoding == "base64" ? Convert.FromBase64String(Payload) : Encoding.UTF8.GetBytes(Payload);
}

/// <summary>What is happening with a parked message.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParkedState>))]
public enum ParkedState
{
    /// <summary>It waits for somebody to decide.</summary>
    [JsonStringEnumMemberName("parked")]
    Parked,

    /// <summary>It was sent again and is on its way.</summary>
    [JsonStringEnumMemberName("retrying")]
    Retrying,

    /// <summary>It became a case.</summary>
    [JsonStringEnumMemberName("resolved")]
    Resolved,

    /// <summary>Somebody gave it up.</summary>
    [JsonStringEnumMemberName("discarded")]
    Discarded,
}
