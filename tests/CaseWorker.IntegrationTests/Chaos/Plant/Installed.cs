using System.Diagnostics;
using CaseWorker.IntegrationTests.Chaos.Proxy;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using CaseWorker.Storage;
using CaseWorker.Storage.Failpoints;
using RabbitMQ.Client;

namespace CaseWorker.IntegrationTests.Chaos.Plant;

/// <summary>All that is to be hurt: the program as several processes, each behind a proxy of its own, a broker, and a database on a small disk.</summary>
internal sealed class Installed : IAsyncDisposable
{
    public const string Key = "chaos-tests-operator-key-0001";

    /// <summary>A message that holds this kills every worker that handles it.</summary>
    public const string DeadlyText = "chaos-deadly";

    /// <summary>The services of the sample catalogue.</summary>
    public static readonly int[] Services = [.. Enumerable.Range(1, 8)];

    /// <summary>The numbers of partitions that come into force; the first is that of the start.</summary>
    public static readonly int[] PartitionNumbers = [8, 12, 6];

    /// <summary>The services whose cases go through their due stages within seconds.</summary>
    public static readonly int[] DueServices = [1, 4];

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo folder;
    private readonly List<string> amiss = [];

    private Installed(DirectoryInfo folder, PrivateBroker broker, Disk disk)
    {
        this.folder = folder;
        Broker = broker;
        Disk = disk;
        var file = Path.Combine(disk.Path, "data", "caseworker.db");
        DatabaseFiles = [file, $"{file}-wal"];
        View = new DatabaseView(StorageProvider.Sqlite, $"Data Source={file};Pooling=False;Default Timeout=30");
        WriteLock = new WriteLock(file);
        Gateways = [NewSlot("gateway-1", "gateway"), NewSlot("gateway-2", "gateway")];
        Workers = [NewSlot("worker-1", "worker"), NewSlot("worker-2", "worker"), NewSlot("worker-3", "worker")];
        Schedulers = [NewSlot("scheduler-1", "scheduler"), NewSlot("scheduler-2", "scheduler")];
        ClientProxy = new BrokerProxy(broker.Uri.Port);
    }

    public PrivateBroker Broker { get; }

    public Disk Disk { get; }

    public DatabaseView View { get; }

    public WriteLock WriteLock { get; }

    /// <summary>The file and its log.</summary>
    public string[] DatabaseFiles { get; }

    public Slot[] Gateways { get; }

    public Slot[] Workers { get; }

    public Slot[] Schedulers { get; }

    public IEnumerable<Slot> All => [.. Gateways, .. Workers, .. Schedulers];

    /// <summary>Between the producers and the broker.</summary>
    public BrokerProxy ClientProxy { get; }

    /// <summary>Where the processes' words are.</summary>
    public string LogFolder => folder.CreateSubdirectory("logs").FullName;

    /// <summary>Starts all and waits until they are ready. Null where no rabbitmq-server is installed.</summary>
    public static async Task<Installed?> TryStartAsync()
    {
        if (await PrivateBroker.TryStartAsync() is not { } broker)
            return null;

        var folder = Directory.CreateTempSubdirectory("caseworker-chaos-");
        Installed? installed = null;
        try
        {
            installed = new Installed(folder, broker, await Disk.NewAsync(folder));
            await installed.StartAsync();
            return installed;
        }
        catch (Exception exception)
        {
            var kept = installed?.Keep();
            await (installed?.DisposeAsync() ?? broker.DisposeAsync());
            throw new InvalidOperationException($"The processes must start; what they wrote is kept in {kept}", exception);
        }
    }

    /// <summary>A sentence about what must not happen and did.</summary>
    public void SayAmiss(string sentence)
    {
        lock (amiss)
            amiss.Add($"{DateTime.UtcNow:HH:mm:ss} {sentence}");
    }

    public List<string> Amiss()
    {
        lock (amiss)
            return [.. amiss];
    }

    /// <summary>Deliveries without acknowledgement, over all workers.</summary>
    public int Unacknowledged => Workers.Sum(worker => worker.Proxy.Unacknowledged);

    /// <summary>A connection as other people's programs have it.</summary>
    public Task<IConnection> ConnectAsync(bool throughProxy = true, CancellationToken cancellation = default) => new ConnectionFactory
    {
        Uri = UriAt(throughProxy ? ClientProxy.Port : Broker.Uri.Port),
        AutomaticRecoveryEnabled = false,
        RequestedHeartbeat = TimeSpan.FromSeconds(5),
        RequestedConnectionTimeout = TimeSpan.FromSeconds(3),
        HandshakeContinuationTimeout = TimeSpan.FromSeconds(3),
        ContinuationTimeout = TimeSpan.FromSeconds(5),
    }.CreateConnectionAsync(cancellation);

    /// <summary>Runs a command of the program, straight to broker and database.</summary>
    public Task<CommandResult> CommandAsync(params string[] command) =>
        CaseWorkerProgram.RunAsync(Disk.Path, [.. command, .. Settings(Broker.Uri.Port)]);

    /// <summary>Copies logs and database to where they outlive the run.</summary>
    public string Keep()
    {
        var kept = Directory.CreateTempSubdirectory("caseworker-chaos-kept-").FullName;
        foreach (var file in Directory.EnumerateFiles(LogFolder).Concat(DatabaseFiles.Where(File.Exists)))
            File.Copy(file, Path.Combine(kept, Path.GetFileName(file)));

        return kept;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(All.Select(slot => slot.DisposeAsync().AsTask()));
        await ClientProxy.DisposeAsync();
        await Broker.DisposeAsync();
        await Disk.DisposeAsync();
    }

    private async Task StartAsync()
    {
        // The first one makes the database.
        Gateways[0].Start();
        await Gateways[0].UntilReplacedAsync(null, ReadyWithin);
        await new Witness(View, PartitionNumbers).WatchAsync(Services);
        await View.QueryAsync<int>("CREATE TABLE ChaosProbe (Bytes BLOB)");
        await SetPoliciesAsync();
        foreach (var slot in All.Skip(1))
            slot.Start();

        await Task.WhenAll(All.Select(slot => slot.UntilReplacedAsync(null, ReadyWithin)));
    }

    private async Task SetPoliciesAsync()
    {
        const string Due = """ "due": { "dueAfter": "PT8S", "preOverdueBefore": "PT4S", "postOverdueAfter": "PT4S" } """;
        var file = Path.Combine(folder.FullName, "policies.json");
        await File.WriteAllTextAsync(file, $$"""
            { "hubs": [ { "id": 1, "name": "Main", "services": [
              { "id": {{DueServices[0]}}, "name": "General questions", {{Due}} }, { "id": {{DueServices[1]}}, "name": "Incidents", {{Due}} } ] } ] }
            """);
        if (await CommandAsync("catalog", "apply", file) is { ExitCode: not 0 } refused)
            throw new InvalidOperationException(refused.ToString());
    }

    private static string[] Settings(int brokerPort) =>
        ["--Transport:Kind=RabbitMq", $"--RabbitMq:Uri={UriAt(brokerPort)}", $"--Auth:BootstrapKey={Key}"];

    private static Uri UriAt(int port) => new($"amqp://guest:guest@127.0.0.1:{port}");

    private Slot NewSlot(string name, string roles)
    {
        var slot = new Slot(name, roles, FreePort.Find(), new BrokerProxy(Broker.Uri.Port), LogFolder, Describe, SayAmiss);
        slot.Http.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return slot;
    }

    private ProcessStartInfo Describe(Slot slot)
    {
        var start = CaseWorkerProgram.StartInfo(Disk.Path, [$"--Roles={slot.Roles}", $"--Urls={slot.Address}", .. Settings(slot.Proxy.Port)]);

        // A worker that waits before each transaction has messages in hand at any moment, at any speed of the machine.
        if (slot.Roles == "worker")
            start.Environment[Failpoint.Variable] = $"before-transaction=delay:20ms;poison:{DeadlyText}=kill";

        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }
}
