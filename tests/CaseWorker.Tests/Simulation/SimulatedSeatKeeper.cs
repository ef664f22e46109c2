using CaseWorker.Processing.Partitions;

namespace CaseWorker.Tests.Simulation;

/// <summary>How a worker shares the partitions, after SeatKeeper, with the product's seats and rules.</summary>
/// <remarks>Looking, deciding and writing down are steps of their own: what it decides on is old, and what it did is known late.</remarks>
internal sealed class SimulatedSeatKeeper
{
    private const int PatienceInLooks = 5;

    private readonly World world;
    private readonly string me;
    private readonly int[] looksInVain = new int[World.Partitions];
    private readonly Seat[] written = new Seat[World.Partitions];
    private List<string> live;
    private IReadOnlyList<string> wanted;
    private Dictionary<string, Seat>[]? seen;

    public SimulatedSeatKeeper(World world, string me)
    {
        this.world = world;
        this.me = me;
        live = [me];
        wanted = WantedOwnerRule.Assign(World.Partitions, live);
        Seats = [.. Enumerable.Range(0, World.Partitions).Select(partition => new OwnSeat(partition, () => { }))];
        world.Database.Tables.Seats[me] = written;
        Array.Fill(written, Seat.Away);
    }

    public IReadOnlyList<OwnSeat> Seats { get; }

    public void Step()
    {
        if (seen is { } others)
        {
            seen = null;
            for (var partition = 0; partition < World.Partitions; partition++)
                Decide(Seats[partition], wanted[partition], others[partition]);
        }
        else if (!world.Database.IsAway && world.Random.Next(2) == 0)
        {
            Look();
        }
        else if (!world.Database.IsAway)
        {
            for (var partition = 0; partition < World.Partitions; partition++)
                written[partition] = Seats[partition].Current;
        }
    }

    /// <summary>Takes another worker for dead, until it is seen again.</summary>
    public void LoseSight()
    {
        var other = live[world.Random.Next(live.Count)];
        if (other != me)
            See([.. live.Where(name => name != other)]);
    }

    private void Look()
    {
        var there = world.Workers.Where(worker => worker is { IsAlive: true, IsFrozen: false }).Select(worker => worker.Name).ToList();
        if (!there.Order(StringComparer.Ordinal).SequenceEqual(live))
        {
            // Who comes is seen soon, who goes is taken for live for a while.
            var gone = live.Where(name => name != me && !there.Contains(name) && (!world.IsFaulty || world.Random.Next(4) == 0)).ToList();
            var come = there.Where(name => name != me && !live.Contains(name) && (!world.IsFaulty || world.Random.Next(3) == 0)).ToList();
            if (gone.Count + come.Count > 0)
                See([.. live.Except(gone).Concat(come)]);
        }

        seen = new Dictionary<string, Seat>[World.Partitions];
        for (var partition = 0; partition < World.Partitions; partition++)
        {
            seen[partition] = [];
            foreach (var name in live)
            {
                if (name != me)
                    seen[partition][name] = world.Database.Tables.Seats[name][partition];
            }
        }
    }

    private void See(IEnumerable<string> names)
    {
        live = [.. names.Order(StringComparer.Ordinal)];
        wanted = WantedOwnerRule.Assign(World.Partitions, live);
        Array.Clear(looksInVain);
        seen = null;
        world.Trace?.Add($"{me} takes for live: {string.Join(' ', live)}");
    }

    private void Decide(OwnSeat seat, string owner, Dictionary<string, Seat> others)
    {
        switch (SeatRule.Next(me, seat.Current, owner, others, IsMissing(seat.PartitionId, owner, others)))
        {
            case SeatStep.Subscribe:
                seat.Invite(others.GetValueOrDefault(owner) is { State: SeatState.Front } front ? front.Channel : null);
                break;
            case SeatStep.LetGo when !world.Design.NobodyLetsGo && seat.LetGo():
                world.Trace?.Add($"{me}/{seat.PartitionId} shall let go");
                break;
            case SeatStep.BeFront when seat.BeFront(seat.Current.Channel):
                world.Trace?.Add($"{me}/{seat.PartitionId} is in front");
                break;
        }
    }

    private bool IsMissing(int partition, string owner, Dictionary<string, Seat> others)
    {
        if (owner == me || others.GetValueOrDefault(owner) is { State: not SeatState.Away } || world.Broker.IsAway)
            looksInVain[partition] = 0;
        else
            looksInVain[partition]++;

        return looksInVain[partition] > PatienceInLooks;
    }
}
