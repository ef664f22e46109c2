using CaseWorker.Contracts;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Enqueue;

/// <summary>A valid request on its way into a queue.</summary>
/// <param name="wish">What the caller wants beyond the request; null: nothing.</param>
internal sealed class EnqueueItem(int index, CaseEnqueue request, CaseWish? wish, Service service, string? key)
{
    /// <summary>Its place in the caller's array.</summary>
    public int Index { get; } = index;

    public CaseEnqueue Request { get; } = request;

    public Service Service { get; } = service;

    /// <summary>The caller's Idempotency-Key for this item; null: none.</summary>
    public string? Key { get; } = key;

    /// <summary>The message's body: what idempotency compares.</summary>
    public byte[] Body { get; } = EnqueueWriter.Write(EnqueueRule.Normalize(request, service), wish);

    public int CaseId { get; set; }

    public string MessageKey { get; set; } = "";

    /// <summary>The row of the key; null without a key.</summary>
    public IdempotencyRow? Claim { get; set; }

    public bool IsReplayed { get; set; }

    public OutgoingMessage ToMessage(DateTimeOffset now) => new(
        Service.ServiceId,
        new IntakeMessage
        {
            Body = Body,
            MessageKey = MessageKey,
            CaseId = CaseId,
            HubId = Service.HubId,
            AcceptedAt = now,
            FromGateway = true,
            Version = wish is null ? IntakeMessage.PlainVersion : IntakeMessage.CurrentVersion,
        });

    public EnqueueResult.Accepted ToAccepted() => new(
        Request with
        {
            CaseId = CaseId,
            ServiceId = Service.ServiceId,
            CustomerId = Request.CustomerId is 0 ? null : Request.CustomerId,
            AutoClose = Request.AutoClose ?? false,
        },
        CaseId,
        IsReplayed);
}
