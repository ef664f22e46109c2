using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;

namespace CaseWorker.Tests.Simulation;

/// <summary>The batch that a lane is storing: all of it in one transaction, or after an unforeseen failure one by one, as IntakeHandler does.</summary>
internal sealed class LaneBatchInHand(List<LaneDelivery> deliveries)
{
    private const int TriesBeforeParking = 3;

    private readonly List<MessageReading> readings = [.. deliveries.Select(delivery => MessageReading.Of(delivery.Message))];
    private int? single;
    private int failures;

    public IReadOnlyList<LaneDelivery> Deliveries { get; } = deliveries;

    public LaneDelivery? Alone => Deliveries is [{ IsPlain: false } alone] ? alone : null;

    /// <summary>Its messages are stored one by one.</summary>
    public bool IsOneByOne => single is not null;

    /// <summary>Before that, what is held of their services is to be run.</summary>
    public bool MustRunHeld { get; set; }

    public ulong LastTag => Deliveries[^1].Tag;

    /// <summary>Suspicious and not noted yet.</summary>
    public bool NeedsAttempt { get; set; } = deliveries is [{ IsSuspicious: true }];

    /// <summary>Its attempt is on record and must be taken off it.</summary>
    public bool MustForget { get; set; }

    /// <summary>What the next transaction stores.</summary>
    public IEnumerable<MessageReading> Next => single is { } place ? [readings[place]] : readings;

    /// <summary>The transaction was committed. True: all is stored.</summary>
    public bool Stored()
    {
        if (single is not { } place)
            return true;

        failures = 0;
        single = place + 1;
        return single == readings.Count;
    }

    /// <summary>The transaction failed for no reason that waiting could help.</summary>
    public void Failed()
    {
        if (single is not { } place)
        {
            single = 0;
            MustRunHeld = true;
            return;
        }

        if (++failures >= TriesBeforeParking)
            readings[place] = readings[place] with { Fault = IntakeTransaction.Failed, FaultDetail = "It failed." };
    }
}
