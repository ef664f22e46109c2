using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>One message as a lane got it. Tags ascend by one on their channel.</summary>
/// <param name="DeliveryCount">How often it came back before; 0 the first time.</param>
internal sealed record LaneDelivery(ulong Tag, IntakeMessage Message, long DeliveryCount)
{
    /// <summary>The largest body that is taken as a case (spec 2.1).</summary>
    public const int MaxBody = 1024 * 1024;

    // The count rises for everything a crashing worker held, so it is only a suspicion (design 3.8).
    private const int SuspiciousCount = 5;

    public bool IsTooLarge => Message.Body.Length > (Message.FromGateway ? IntakeMessage.MaxGatewayBody : MaxBody);

    /// <summary>True: may be what kills workers. Handled after a committed note of the attempt.</summary>
    public bool IsSuspicious => DeliveryCount >= SuspiciousCount;

    public bool IsPlain => !IsTooLarge && !IsSuspicious;

    /// <summary>True: needs the same care as the other, so that both can be in one batch.</summary>
    public bool IsLike(LaneDelivery other) => !IsTooLarge && !other.IsTooLarge && IsSuspicious == other.IsSuspicious;
}
