namespace CaseWorker.Tests.Simulation;

/// <summary>A worker: a lane for every partition.</summary>
internal sealed class SimulatedWorker : SimulatedProcess
{
    private readonly SimulatedLane[] lanes = new SimulatedLane[World.Partitions];

    public SimulatedWorker(World world, int number)
        : base(world, "worker", number) => Begin();

    public IReadOnlyList<SimulatedLane> Lanes => lanes;

    public SimulatedSeatKeeper Keeper { get; private set; } = null!;

    /// <summary>The lane that tries a suspicious message; the others wait with theirs.</summary>
    public SimulatedLane? TriesAlone { get; set; }

    public override void Cut()
    {
        foreach (var lane in lanes)
            lane.Cut();
    }

    protected override bool HasStopped => Array.TrueForAll(lanes, lane => lane.IsStopped);

    protected override void Work()
    {
        // Who stops does not look any more.
        if (!IsStopping && World.Random.Next(4) == 0)
            Keeper.Step();
        else
            lanes[World.Random.Next(lanes.Length)].Step();
    }

    protected override void Begin()
    {
        TriesAlone = null;
        Keeper = new SimulatedSeatKeeper(World, Name);
        for (var partition = 0; partition < lanes.Length; partition++)
            lanes[partition] = new SimulatedLane(World, this, Keeper.Seats[partition]);
    }

    protected override void End()
    {
        foreach (var lane in lanes)
            lane.Abandon();
    }
}
