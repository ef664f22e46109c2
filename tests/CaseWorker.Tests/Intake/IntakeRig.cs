using System.Globalization;
using System.Text;
using CaseWorker.Processing;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Cases;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Partitions;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CaseWorker.Tests.Intake;

/// <summary>The intake handler over a real database, with a clock and a catalogue of its own.</summary>
public sealed class IntakeRig
{
    private const int Partition = 0;
    private readonly Instance instance = new("worker-1");
    private readonly Random random = new(42);
    private int keys;

    private IntakeRig(Database database, DateTimeOffset now)
    {
        Database = database;
        Clock = new FakeTimeProvider(now);
        Catalogs = new CatalogCache(database, Clock);
        Applier = new CatalogApplier(database, Catalogs, new KeyRing(database, Clock), Clock, NullLogger<CatalogApplier>.Instance);
        var ids = new CaseIdBlocks(database, instance, Clock, NullLogger<CaseIdBlocks>.Instance);
        Line = new HeldLine(database, Catalogs, Partitions, instance, random, Clock, NullLogger<HeldLine>.Instance);
        Handler = new IntakeHandler(database, Catalogs, ids, Line, Partitions, instance, random, Clock, NullLogger<IntakeHandler>.Instance);
        Sweep = new LineSweep(database, Catalogs, random, Clock);
        Desk = new CaseDesk(database, Catalogs, new CaseFinder(database, new EmptyQueue(), Clock), random, Clock, NullLogger<CaseDesk>.Instance);
        Held = new HeldRunner(database, Catalogs, Line, Partitions, instance, random, Clock, NullLogger<HeldRunner>.Instance);
        Parker = new MessageParker(database, Catalogs, Clock);
    }

    public Database Database { get; }

    public FakeTimeProvider Clock { get; }

    public CatalogCache Catalogs { get; }

    public CatalogApplier Applier { get; }

    public IntakeHandler Handler { get; }

    public LineSweep Sweep { get; }

    public CaseDesk Desk { get; }

    public PartitionCount Partitions { get; } = new(8);

    public HeldLine Line { get; }

    public HeldRunner Held { get; }

    public MessageParker Parker { get; }

    public long Epoch { get; private set; }

    /// <summary>Department 10 with reps 100 and 101; services 1 (parks) and 2 (blocks); department 20 with rep 200 and service 3.</summary>
    public static async Task<IntakeRig> StartAsync(Database database, DateTimeOffset now)
    {
        var rig = new IntakeRig(database, now);
        await rig.ApplyAsync("""
            { "hubs": [ { "id": 1, "name": "Main",
                "departments": [ { "id": 10, "name": "Support" }, { "id": 20, "name": "Sales" } ],
                "reps": [ { "id": 100, "userName": "ann", "firstName": "Ann", "departments": [10] }, { "id": 101, "userName": "bob", "departments": [10] },
                          { "id": 200, "userName": "cleo", "departments": [20] } ],
                "services": [ { "id": 1, "name": "Billing", "extRef": "billing", "departmentId": 10 },
                              { "id": 2, "name": "Orders", "departmentId": 10, "headOfLine": "block" },
                              { "id": 3, "name": "Offers", "departmentId": 20 } ] } ] }
            """);
        await database.WriteAsync(session => PartitionStore.FixCountAsync(session, 8), CancellationToken.None);
        await rig.TakePartitionAsync();
        return rig;
    }

    public Task ApplyAsync(string json) => Applier.ApplyAsync(CatalogFile.Read(Encoding.UTF8.GetBytes(json)), null, CancellationToken.None);

    public async Task TakePartitionAsync() => Epoch = await Database.WriteAsync(
        session => PartitionStore.TakeAsync(session, Partition, instance.Name, Clock.GetUtcNow()),
        CancellationToken.None);

    /// <summary>A message of service 1 unless the body says otherwise, under a key of its own.</summary>
    public IntakeMessage Message(string body = """{"ServiceId":1}""", string? key = null, int? caseId = null) => new()
    {
        Body = Encoding.UTF8.GetBytes(body),
        MessageKey = key ?? "m" + (++keys).ToString(CultureInfo.InvariantCulture),
        CaseId = caseId,
        AcceptedAt = Clock.GetUtcNow(),
    };

    public Task<BatchOutcome> StoreAsync(params IntakeMessage[] messages) =>
        Handler.StoreAsync(new LaneBatch(Partition, Epoch, messages), CancellationToken.None);

    /// <summary>Parks a message of a service as a lane does that must not read it.</summary>
    public Task<bool> ParkUnreadAsync(IntakeMessage message, int serviceId) =>
        Parker.ParkAsync(message, Partition, serviceId, "crash-loop", "Workers ended.", null, Epoch, CancellationToken.None);

    /// <summary>The cases of a service by sequence.</summary>
    public Task<List<StoredCase>> CasesAsync(int serviceId) => QueryAsync<StoredCase>(
        "SELECT CaseId, Sequence, MessageKey, Status, Waiting, RepId, StoredAt FROM SupportCase WHERE ServiceId = @serviceId ORDER BY Sequence",
        new { serviceId });

    public async Task<List<string>> KeysOfAsync(int serviceId) => [.. (await CasesAsync(serviceId)).Select(row => row.MessageKey)];

    public Task<List<StoredParked>> ParkedAsync() =>
        QueryAsync<StoredParked>("SELECT ParkedId, MessageKey, Reason, Detail, State, ServiceId FROM ParkedMessage ORDER BY ParkedId");

    public async Task<int> CountAsync(string table) => (await QueryAsync<int>($"SELECT COUNT(*) FROM {table}")).Single();

    internal Task<List<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        Database.ReadAsync(session => session.QueryAsync<T>(Sql.Both(sql), parameters), CancellationToken.None);

    // Messages go to the handler directly here.
    private sealed class EmptyQueue : ICaseQueue
    {
        public bool IsReady => true;

        public Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation) => Task.FromResult(SendOutcome.NotSent);

        public Task<bool> IsDrainedAsync(CancellationToken cancellation) => Task.FromResult(true);
    }

    public sealed record StoredCase
    {
        public int CaseId { get; init; }
        public long Sequence { get; init; }
        public string MessageKey { get; init; } = "";
        public string Status { get; init; } = "";
        public bool Waiting { get; init; }
        public int? RepId { get; init; }
        public DateTimeOffset StoredAt { get; init; }
    }

    public sealed record StoredParked
    {
        public long ParkedId { get; init; }
        public string MessageKey { get; init; } = "";
        public string Reason { get; init; } = "";
        public string? Detail { get; init; }
        public string State { get; init; } = "";
        public int? ServiceId { get; init; }
    }
}
