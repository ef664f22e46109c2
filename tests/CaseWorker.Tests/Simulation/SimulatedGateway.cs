namespace CaseWorker.Tests.Simulation;

/// <summary>A gateway, as far as it publishes.</summary>
internal sealed class SimulatedGateway : SimulatedProcess
{
    public SimulatedGateway(World world, int number)
        : base(world, "gateway", number) => Publisher = new SimulatedPublisher(world, this);

    /// <summary>Another one after each start: what was waiting in the old one is lost, and its callers never learn the outcome.</summary>
    public SimulatedPublisher Publisher { get; private set; }

    public bool IsThere => IsAlive && !IsFrozen && !IsStopping;

    public override void Cut() => Publisher.Cut();

    protected override bool HasStopped => true;

    protected override void Work() => Publisher.Step();

    protected override void Begin() => Publisher = new SimulatedPublisher(World, this);

    protected override void End() => Publisher.Cut();
}
