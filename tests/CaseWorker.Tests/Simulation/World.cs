using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Partitions;

namespace CaseWorker.Tests.Simulation;

/// <summary>One installation and all that happens to it: a seed chooses every next step and every fault. The same seed, the same story.</summary>
internal sealed class World
{
    public const int Partitions = 2;
    public const int Hub = 1;

    private const int FaultySteps = 700;
    private const int StepsUntilEnd = 60_000;

    private readonly List<GatewayClient> gatewayClients = [];
    private readonly List<IntakeClient> intakeClients = [];
    private readonly List<SimulatedProcess> processes = [];
    private readonly Faults faults;
    private int lastCaseId = 100_000;
    private int lastKey;

    public World(int seed, Design design, Trace? trace)
    {
        Seed = seed;
        Design = design;
        Random = new Random(seed);
        Trace = trace;
        if (trace is not null)
            trace.World = this;

        Clock = new StepClock(this);
        Database = new SimulatedDatabase(this);
        Broker = new SimulatedBroker(this);
        People = new People(this);
        faults = new Faults(this);
        Workers = [.. Enumerable.Range(1, 1 + Random.Next(3)).Select(number => new SimulatedWorker(this, number))];
        Routers = [.. Enumerable.Range(1, 1 + Random.Next(2)).Select(number => new SimulatedRouter(this, number))];
        Gateways = [.. Enumerable.Range(1, 1 + Random.Next(2)).Select(number => new SimulatedGateway(this, number))];
        processes.AddRange([.. Workers, .. Routers, .. Gateways]);
        Populate();
    }

    /// <summary>Three services, one of which a bad message blocks; PartitionRule spreads them.</summary>
    public static Catalog Catalog { get; } = new(
        1,
        [new Hub(Hub, "Main", null)],
        [new Department(10, Hub, "Desk", AssignmentStrategy.Random, true, null, [new Rep(1, Hub, "ann", null, null, true, null, []), new Rep(2, Hub, "bob", null, null, true, null, [])])],
        [.. Enumerable.Range(1, 3).Select(id => new Service(id, Hub, 10, $"Service {id}", null, true, Blocks: id == 2, null))]);

    public int Seed { get; }

    public Design Design { get; }

    public Random Random { get; }

    /// <summary>Null: nobody wants to read it.</summary>
    public Trace? Trace { get; }

    public TimeProvider Clock { get; }

    public long Step { get; private set; }

    public DateTimeOffset Now => DateTimeOffset.UnixEpoch.AddYears(50).AddMilliseconds(Step);

    /// <summary>False at the end, when all is mended and must drain.</summary>
    public bool IsFaulty { get; private set; } = true;

    public Ledger Ledger { get; } = new();

    public SimulatedDatabase Database { get; }

    public SimulatedBroker Broker { get; }

    public People People { get; }

    public IReadOnlyList<SimulatedWorker> Workers { get; }

    public IReadOnlyList<SimulatedRouter> Routers { get; }

    public IReadOnlyList<SimulatedGateway> Gateways { get; }

    public IReadOnlyList<SimulatedProcess> Processes => processes;

    public static int PromisedCaseId(LedgerEntry entry) => 1000 + entry.Number;

    public int NextCaseId() => ++lastCaseId;

    public int NextKey() => ++lastKey;

    /// <summary>True now and then: a commit was perhaps made, and the connection is lost before the answer.</summary>
    public bool LosesAnswer() => IsFaulty && Random.Next(25) == 0;

    /// <summary>For the design that stores past what is held.</summary>
    public void ForgetHeld()
    {
        foreach (var (serviceId, counter) in Database.Tables.Counters.ToList())
            Database.Tables.Counters[serviceId] = counter with { BlockedBy = null, Held = 0 };
    }

    /// <exception cref="ViolationException">A promise was broken.</exception>
    public void Run()
    {
        for (; Step < FaultySteps; Step++)
        {
            if (Random.Next(30) == 0)
                faults.Strike();

            Act();
        }

        IsFaulty = false;
        faults.Mend();
        for (; Step % 16 > 0 || !IsDrained() || !IsShared(); Step++)
        {
            if (Step > FaultySteps + StepsUntilEnd)
                throw new ViolationException($"It must {(IsDrained() ? "end with the wanted owner in front of each partition" : "drain")} within {StepsUntilEnd} steps after the last fault, and does not.");

            Act();
        }

        new Invariants(this).Check();
    }

    private void Populate()
    {
        var kinds = new[] { MessageKind.Invalid, MessageKind.Malformed, MessageKind.Throws, MessageKind.Kills };
        for (var client = 0; client < 5; client++)
        {
            var isIntake = client >= 3 || Design.ByHandOnly;
            var service = 1 + Random.Next(Catalog.Services.Count);
            var messages = new Queue<LedgerEntry>();
            for (var count = 1 + Random.Next(6); count > 0; count--)
            {
                var kind = Random.Next(8) == 0 ? kinds[Random.Next(kinds.Length)] : MessageKind.Good;
                if (isIntake)
                    service = 1 + Random.Next(Catalog.Services.Count);

                Database.Tables.MayFail |= kind == MessageKind.Throws;
                messages.Enqueue(Ledger.Add(service, Fitting(kind, isIntake), isIntake, hasKey: !isIntake || (!Design.ByHandOnly && Random.Next(2) == 0)));
            }

            if (isIntake)
                intakeClients.Add(new IntakeClient(this, messages));
            else
                gatewayClients.Add(new GatewayClient(this, messages));
        }
    }

    // The gateway lets no malformed body through.
    private static MessageKind Fitting(MessageKind kind, bool isIntake) => kind == MessageKind.Malformed && !isIntake ? MessageKind.Invalid : kind;

    private void Act()
    {
        switch (Random.Next(10))
        {
            case < 2:
                Broker.Step();
                break;
            case 2 when gatewayClients.Count > 0:
                gatewayClients[Random.Next(gatewayClients.Count)].Step();
                break;
            case 3:
                intakeClients[Random.Next(intakeClients.Count)].Step();
                break;
            case 4:
                People.Step();
                break;
            default:
                var process = processes[Random.Next(processes.Count)];
                if (process.IsAlive)
                    process.Step();
                else if (Random.Next(4) == 0)
                    process.Start();
                break;
        }
    }

    private bool IsDrained() => gatewayClients.TrueForAll(client => client.IsDone)
        && intakeClients.TrueForAll(client => client.IsDone)
        && Broker.IsEmpty
        && People.IsDone
        && Gateways.All(gateway => gateway.Publisher.IsIdle)
        && Routers.All(router => router.Publisher.IsIdle)
        && Broker.Publishers.All(link => link.Leaving.Count == 0);

    // Whom everyone who sees all workers wants, says that it is in front and is.
    private bool IsShared()
    {
        if (!Workers.All(worker => worker is { IsAlive: true, IsStopping: false }))
            return false;

        var wanted = WantedOwnerRule.Assign(Partitions, [.. Workers.Select(worker => worker.Name)]);
        return Workers.All(worker => Enumerable.Range(0, Partitions).All(partition => wanted[partition] != worker.Name
            || (worker.Lanes[partition].IsActive && Database.Tables.Seats[worker.Name][partition].State == SeatState.Front)));
    }

    private sealed class StepClock(World world) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => world.Now;
    }
}
