namespace CaseWorker.Tests.Simulation;

/// <summary>What goes wrong, and what people do at the wrong moment.</summary>
internal sealed class Faults(World world)
{
    public void Strike()
    {
        var process = world.Processes[world.Random.Next(world.Processes.Count)];
        switch (world.Random.Next(12))
        {
            case 0 when process.IsAlive:
                world.Trace?.Add($"kill -9 {process.Name}");
                process.Kill();
                break;
            case 1 or 2 when process.IsAlive:
                world.Trace?.Add($"{process.Name} is told to stop");
                process.IsStopping = true;
                break;
            case 3 when process.IsAlive && !process.IsFrozen:
                world.Trace?.Add($"{process.Name} is frozen");
                process.IsFrozen = true;
                break;
            case 4 or 5 when process.IsFrozen:
                // Past the heartbeat, or before it.
                if (world.Random.Next(4) > 0)
                    process.Cut();

                world.Trace?.Add($"{process.Name} goes on");
                process.IsFrozen = false;
                break;
            case 4 or 6 when process.IsAlive:
                world.Trace?.Add($"{process.Name} loses its connections");
                process.Cut();
                break;
            case 7:
                world.Database.IsAway = !world.Database.IsAway;
                world.Trace?.Add($"the database is {(world.Database.IsAway ? "away" : "back")}");
                break;
            case 8 when world.Broker.IsAway:
                world.Broker.IsAway = false;
                world.Trace?.Add("the broker is back");
                break;
            case 8 when world.Random.Next(2) == 0:
                world.Broker.GoAway();
                world.Trace?.Add("the broker is away");
                break;
            case 9 when world.Random.Next(2) == 0 || world.Broker.IsBlocked:
                world.Broker.IsBlocked = !world.Broker.IsBlocked;
                world.Trace?.Add($"the broker is {(world.Broker.IsBlocked ? "blocked" : "free")}");
                break;
            case 10:
                RunOutOfTime();
                break;
            case 11:
                world.Workers[world.Random.Next(world.Workers.Count)].Keeper.LoseSight();
                break;
        }
    }

    /// <summary>The last fault is over.</summary>
    public void Mend()
    {
        world.Trace?.Add("all is mended");
        world.Database.IsAway = false;
        world.Broker.IsAway = false;
        world.Broker.IsBlocked = false;
        foreach (var process in world.Processes.Where(process => process.IsFrozen))
            process.IsFrozen = false;
    }

    private void RunOutOfTime()
    {
        world.Trace?.Add("somebody's time is up");
        var router = world.Routers[world.Random.Next(world.Routers.Count)];
        var gateway = world.Gateways[world.Random.Next(world.Gateways.Count)];
        switch (world.Random.Next(3))
        {
            case 0 when router is { IsAlive: true, IsFrozen: false }:
                router.Publisher.RunOutOfTime();
                break;
            case 1 when gateway is { IsAlive: true, IsFrozen: false }:
                gateway.Publisher.RunOutOfTime();
                break;
            case 2:
                var worker = world.Workers[world.Random.Next(world.Workers.Count)];
                if (worker is { IsAlive: true, IsFrozen: false })
                    worker.Lanes[world.Random.Next(World.Partitions)].GiveUp();
                break;
        }
    }
}
