using System.Text;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CaseWorker.Storage.Parking;

namespace CaseWorker.Gateway.Parking;

/// <summary>A parked message as lists show it (spec 11).</summary>
/// <param name="CaseId">The case it became, else the id that was promised; null where there is none.</param>
/// <param name="PayloadEncoding">utf8, or base64 for bytes that are no UTF-8.</param>
/// <param name="ResolvedAt">When it became a case or was discarded; null until then.</param>
internal record ParkedView(
    long ParkedId,
    int? HubId,
    int? ServiceId,
    string MessageKey,
    int? CaseId,
    string Reason,
    string State,
    int Attempts,
    string Payload,
    string PayloadEncoding,
    DateTimeOffset ParkedAt,
    DateTimeOffset? ResolvedAt)
{
    public static ParkedView Of(ParkedHeadRow head, byte[] body)
    {
        var isText = Utf8.IsValid(body);
        return new ParkedView(
            head.ParkedId,
            head.HubId,
            head.ServiceId,
            head.MessageKey,
            head.ResolvedCaseId ?? head.CaseId,
            head.Reason,
            head.State,
            head.Attempts,
            isText ? Encoding.UTF8.GetString(body) : Convert.ToBase64String(body),
            isText ? "utf8" : "base64",
            head.ParkedAt,
            head.ResolvedAt);
    }
}

/// <summary>A single parked message: what lists show, and why.</summary>
/// <param name="Detail">The reason in sentences; null when the word says it all.</param>
/// <param name="DiscardReason">Why it was discarded; null otherwise.</param>
internal sealed record ParkedDetailView(ParkedView Message, string? Detail, string? DiscardReason) : ParkedView(Message)
{
    [JsonIgnore]
    public ParkedView Message { get; } = Message;
}

/// <summary>The request to discard.</summary>
internal sealed record DiscardRequest(string? Reason);
