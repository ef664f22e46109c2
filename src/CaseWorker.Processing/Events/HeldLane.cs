namespace CaseWorker.Processing.Events;

/// <summary>A lane that this process dispatches, as long as nobody has taken it since.</summary>
/// <param name="laneId">0 to <see cref="EventLaneRule.Count"/> - 1.</param>
/// <param name="epoch">What the taking gave: proves in each transaction that nobody came after.</param>
public sealed class HeldLane(int laneId, long epoch)
{
    private volatile bool isTelling;

    public int LaneId => laneId;

    public long Epoch => epoch;

    /// <summary>True while its events are on their way to the broker: then it is not handed over, so that nobody tells them again.</summary>
    public bool IsTelling
    {
        get => isTelling;
        set => isTelling = value;
    }
}
