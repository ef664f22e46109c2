using CaseWorker.Processing.Partitions;

namespace CaseWorker.Tests.Partitions;

/// <summary>One partition, its queue's line of subscribers, the table of seats, and workers that act one step at a time in any order.</summary>
/// <param name="rule">What is tried: <see cref="SeatRule.Next"/>, or a wrong one.</param>
internal sealed class SeatSchedule(Random random, SeatSchedule.Rule rule)
{
    public delegate SeatStep Rule(string me, Seat own, string wanted, IReadOnlyDictionary<string, Seat> others, bool isWantedMissing);

    private const int PatienceInLooks = 5;

    private readonly List<Worker> workers = [];
    private readonly List<(Worker Worker, long Channel)> line = [];
    private readonly Dictionary<string, Seat> table = [];
    private long lastChannel;

    public void Join() => workers.Add(new Worker($"w{workers.Count}-{random.Next(1000)}"));

    /// <summary>Any step or fault of anybody.</summary>
    public void Disturb()
    {
        var worker = workers[random.Next(workers.Count)];
        switch (random.Next(12))
        {
            case 0 when workers.Count < 6:
                Join();
                break;
            case 1 when Live.Count > 1:
                Crash(worker);
                break;
            case 2:
                LoseChannel(worker);
                break;
            case 3:
                line.Clear();
                workers.ForEach(each => each.Seat = Seat.Away);
                break;
            case 4:
                // For a while it takes some of the others for dead, or the dead for alive.
                worker.Sees = [.. workers.Where(each => each == worker || random.Next(2) == 0).Select(each => each.Name)];
                break;
            case 5:
                worker.Sees = null;
                break;
            default:
                Step(worker);
                break;
        }
    }

    /// <summary>Faults are over and everyone sees the same.</summary>
    public void Calm() => workers.ForEach(worker => worker.Sees = null);

    /// <summary>One step of any live worker.</summary>
    /// <returns>False: it had nothing to do.</returns>
    public bool Step() => Step(Live[random.Next(Live.Count)]);

    /// <summary>True when nobody would do anything any more, whoever looks.</summary>
    public bool IsAtRest => Live.All(worker => !worker.IsInvited && !worker.MustLetGo && table.GetValueOrDefault(worker.Name) == worker.Seat && NextOf(worker, false) == SeatStep.Stay);

    /// <summary>Empty when the wanted one is first in line and every live worker stands in it, once.</summary>
    public string Fault()
    {
        var wanted = WantedOwnerRule.Assign(1, [.. Live.Select(worker => worker.Name)])[0];
        if (line.Count != Live.Count || line.Select(place => place.Worker).Distinct().Count() != line.Count)
            return $"{line.Count} stand in the line, {Live.Count} live";

        return line[0].Worker.Name == wanted ? "" : $"{line[0].Worker.Name} is in front, not {wanted}";
    }

    public string Describe() => string.Join("; ", workers.Select(worker =>
        $"{worker.Name}{(worker.IsDead ? " dead" : "")} {worker.Seat.State} {worker.Seat.Channel} behind {worker.Seat.Behind}")) + " | " + string.Join(' ', line.Select(place => place.Worker.Name));

    private List<Worker> Live => [.. workers.Where(worker => !worker.IsDead)];

    private bool Step(Worker worker)
    {
        if (worker.IsDead)
            return false;

        switch (random.Next(5))
        {
            case 0:
                return Look(worker);
            case 1:
                return WriteDown(worker);
            case 2 when worker.IsInvited:
                Open(worker);
                return true;
            case 3 when worker.MustLetGo:
                LoseChannel(worker);
                return true;
            case 4 when line.Count > 0 && line[0].Worker is { Seat.State: SeatState.Subscribed } active:
                active.Seat = active.Seat with { State = SeatState.Holding };
                return true;
            default:
                return false;
        }
    }

    private bool Look(Worker worker)
    {
        var isMissing = NextOf(worker, true) != NextOf(worker, false) && ++worker.LooksInVain > PatienceInLooks;
        var step = NextOf(worker, isMissing);
        switch (step)
        {
            case SeatStep.Subscribe when !worker.IsInvited:
                (worker.IsInvited, worker.Behind, worker.LooksInVain) = (true, FrontOf(worker), 0);
                break;
            case SeatStep.LetGo:
                worker.MustLetGo = true;
                break;
            case SeatStep.BeFront:
                worker.Seat = worker.Seat with { State = SeatState.Front };
                break;
        }

        return step != SeatStep.Stay;
    }

    private SeatStep NextOf(Worker worker, bool isMissing) => rule(worker.Name, worker.Seat, WantedBy(worker), OthersOf(worker), isMissing);

    private long? FrontOf(Worker worker) => OthersOf(worker).GetValueOrDefault(WantedBy(worker)) is { State: SeatState.Front } front ? front.Channel : null;

    private string[] SeenBy(Worker worker) => worker.Sees ?? [.. Live.Select(each => each.Name)];

    private string WantedBy(Worker worker) => WantedOwnerRule.Assign(1, SeenBy(worker))[0];

    private Dictionary<string, Seat> OthersOf(Worker worker) =>
        table.Where(row => row.Key != worker.Name && SeenBy(worker).Contains(row.Key)).ToDictionary(row => row.Key, row => row.Value);

    private bool WriteDown(Worker worker)
    {
        var isNew = table.GetValueOrDefault(worker.Name) != worker.Seat;
        table[worker.Name] = worker.Seat;
        return isNew;
    }

    private void Open(Worker worker)
    {
        worker.IsInvited = false;
        worker.Seat = new Seat(SeatState.Subscribed, ++lastChannel, worker.Behind, false);
        line.Add((worker, lastChannel));
    }

    private void LoseChannel(Worker worker)
    {
        line.RemoveAll(place => place.Worker == worker);
        (worker.Seat, worker.MustLetGo) = (Seat.Away, false);
    }

    private void Crash(Worker worker)
    {
        LoseChannel(worker);
        worker.IsDead = true;
    }

    private sealed class Worker(string name)
    {
        public string Name { get; } = name;

        public Seat Seat { get; set; } = Seat.Away;

        public bool IsDead { get; set; }

        public bool IsInvited { get; set; }

        public long? Behind { get; set; }

        public bool MustLetGo { get; set; }

        public int LooksInVain { get; set; }

        /// <summary>Null: all who live.</summary>
        public string[]? Sees { get; set; }
    }
}
