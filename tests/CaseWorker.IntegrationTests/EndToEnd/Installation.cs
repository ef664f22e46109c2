using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using CaseWorker.Storage;
using RabbitMQ.Client;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Processes of one installation: one virtual host of the run's broker, one database, one key.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const int Partitions = 8;

    /// <summary>Longer than a busy machine needs for anything here.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private const string Key = "end-to-end-tests-operator-key";

    private readonly TemporaryFolder folder = new();
    private readonly List<CaseWorkerProcess> processes = [];
    private readonly List<IConnection> connections = [];
    private readonly string[] settings;

    /// <param name="host">The AMQP address with the virtual host.</param>
    /// <param name="sqlServer">A connection string; null: SQLite in a file.</param>
    public Installation(string host, string? sqlServer = null)
    {
        Host = host;
        View = sqlServer is null ? DatabaseView.OfFolder(folder) : new DatabaseView(StorageProvider.SqlServer, sqlServer);
        settings =
        [
            "--Transport:Kind=RabbitMq",
            $"--RabbitMq:Uri={host}",
            $"--RabbitMq:Partitions={Partitions}",
            $"--Auth:BootstrapKey={Key}",
            .. sqlServer is null ? Array.Empty<string>() : ["--Storage:Provider=SqlServer", $"--Storage:ConnectionString={sqlServer}", "--Storage:MigrateOnStart=true"],
        ];
    }

    public string Host { get; }

    public DatabaseView View { get; }

    /// <summary>Where the database is, with SQLite.</summary>
    public string DatabaseFile => folder.File("data/caseworker.db");

    public Ledger Ledger { get; } = new();

    /// <summary>Everything that the processes said, for messages of failures.</summary>
    public string Output => string.Join("\n\n", processes.Select(process => process.Output));

    /// <summary>Starts one process and waits until it is ready.</summary>
    /// <param name="failpoints">As <see cref="Storage.Failpoints.Failpoint"/> writes them; empty: none.</param>
    /// <param name="own">Settings of this process alone; they win over those of the installation.</param>
    public async Task<CaseWorkerProcess> StartAsync(string roles, string failpoints = "", params string[] own)
    {
        var process = Launch(roles, failpoints, own);
        await process.UntilReadyAsync();
        return process;
    }

    /// <summary>Starts one process and waits for nothing.</summary>
    public CaseWorkerProcess Launch(string roles, string failpoints = "", params string[] own)
    {
        var process = CaseWorkerProcess.LaunchWith(failpoints, folder.Path, ["--Roles=" + roles, .. settings, .. own]);
        lock (processes)
            processes.Add(process);

        process.UseKey(Key);
        return process;
    }

    /// <summary>Runs a command of the program on this installation to its end.</summary>
    public Task<CommandResult> RunAsync(params string[] command) => CaseWorkerProgram.RunAsync(folder.Path, [.. command, .. settings]);

    /// <summary>Writes a file beside the database and returns its path.</summary>
    public async Task<string> WriteAsync(string name, IEnumerable<string> lines)
    {
        await File.WriteAllLinesAsync(folder.File(name), lines);
        return folder.File(name);
    }

    /// <summary>How many messages wait in all partitions' queues; those in a worker's hands are not counted.</summary>
    public async Task<long> DepthAsync()
    {
        var channel = await OpenChannelAsync();
        var depth = 0L;
        foreach (var partition in Enumerable.Range(0, Partitions))
            depth += await channel.MessageCountAsync($"case-intake-{Partitions}-{partition:00}");

        return depth;
    }

    /// <summary>A channel as other people's programs have it, with confirms.</summary>
    public async Task<IChannel> OpenChannelAsync()
    {
        var connection = await new ConnectionFactory { Uri = new Uri(Host) }.CreateConnectionAsync();
        connections.Add(connection);
        return await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
    }

    /// <summary>
    /// Waits until everything sent so far was handled: one more case per service goes the longest way, by router and partition, behind
    /// all others, also behind what a killed worker left to be delivered again.
    /// </summary>
    public async Task DrainAsync(string name)
    {
        int[] services = [.. Enumerable.Range(1, 8)];
        await new AmqpProducer(name, services, withMessageId: true, await OpenChannelAsync(), Ledger).SendAsync(services.Length, _ => Task.CompletedTask);
        await Eventually.HoldsAsync(
            async () => await View.CountAsync($"SupportCase WHERE ExtRef LIKE '{name}/%'") == services.Length,
            Limit,
            () => $"Everything must drain:\n{Output}");
    }

    /// <summary>Holds the whole database against the ledger, by our own count and by the program's proof.</summary>
    public async Task AuditAsync()
    {
        Assert.Empty(Audit.Faults(Ledger.All(), await View.ReadCasesAsync(), await View.ReadMembersAsync()));
        var proof = await RunAsync("fifo", "verify");
        Assert.True(proof.ExitCode == 0, proof.ToString());
    }

    /// <summary>Stops every process in peace, and finds nothing left behind on the broker.</summary>
    public async Task StopAsync()
    {
        var stopped = await Task.WhenAll(processes.Where(process => !process.HasExited).Select(process => process.TerminateAsync()));
        Assert.All(stopped, each => Assert.Equal(0, each.ExitCode));
        var channel = await OpenChannelAsync();
        foreach (var queue in Enumerable.Range(0, Partitions).Select(partition => $"case-intake-{Partitions}-{partition:00}").Append("case-intake-router").Append("case-dead-letters"))
            Assert.Equal((queue, 0u), (queue, (await channel.QueueDeclarePassiveAsync(queue)).MessageCount));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            await process.DisposeAsync();

        foreach (var connection in connections)
            await connection.DisposeAsync();

        folder.Dispose();
    }
}
