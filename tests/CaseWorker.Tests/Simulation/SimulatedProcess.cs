namespace CaseWorker.Tests.Simulation;

/// <summary>A process of the installation. What it holds in memory ends with it.</summary>
internal abstract class SimulatedProcess(World world, string role, int number)
{
    private int incarnation = 1;
    private string name = $"{role}{number}.1";

    protected World World { get; } = world;

    /// <summary>Another one after each start, as of the product's processes.</summary>
    public string Name => name;

    public bool IsAlive { get; private set; } = true;

    /// <summary>SIGSTOP: does nothing, holds everything.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>SIGTERM: finishes what it has in hand and ends.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Does the next thing that some part of the process can do; perhaps nothing.</summary>
    public void Step()
    {
        if (!IsAlive || IsFrozen)
            return;

        Work();
        if (IsAlive && IsStopping && HasStopped)
            Kill();
    }

    /// <summary>kill -9, and what is left to do at the end of a graceful stop.</summary>
    public void Kill()
    {
        World.Trace?.Add($"{Name} ends");
        End();
        IsAlive = false;
        IsFrozen = false;
        IsStopping = false;
    }

    public void Start()
    {
        name = $"{role}{number}.{++incarnation}";
        IsAlive = true;
        World.Trace?.Add($"{Name} starts");
        Begin();
    }

    /// <summary>Its connections are lost; it finds out when it looks.</summary>
    public abstract void Cut();

    protected abstract bool HasStopped { get; }

    protected abstract void Work();

    protected abstract void Begin();

    protected abstract void End();
}
