using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CaseWorker.IntegrationTests.Processes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CaseWorker.Benchmarks.Broker;

/// <summary>The broker under measurement: the one that CASEWORKER_TEST_RABBITMQ names, else a private node on this machine, gone afterwards.</summary>
internal sealed class BrokerNode : IAsyncDisposable
{
    private const string Variable = "CASEWORKER_TEST_RABBITMQ";
    private static readonly string[] Places = ["/usr/lib/rabbitmq/bin/rabbitmq-server", "/usr/local/sbin/rabbitmq-server", "/opt/rabbitmq/sbin/rabbitmq-server"];
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly Process? process;
    private readonly TemporaryFolder? folder;

    private BrokerNode(string uri, Process? process, TemporaryFolder? folder)
    {
        Uri = uri;
        this.process = process;
        this.folder = folder;
    }

    public string Uri { get; }

    /// <summary>Returns once it takes connections.</summary>
    public static async Task<BrokerNode> StartAsync()
    {
        var node = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } uri ? new BrokerNode(uri, null, null) : StartPrivate();
        try
        {
            await Eventually.HoldsAsync(node.AnswersAsync, StartLimit, () => $"The broker at {node.Uri} must answer, does not.");
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public async Task<IConnection> ConnectAsync() => await new ConnectionFactory
    {
        Uri = new Uri(Uri),
        AutomaticRecoveryEnabled = false,
        ClientProvidedName = "caseworker benchmark",
    }.CreateConnectionAsync();

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        folder?.Dispose();
    }

    private static BrokerNode StartPrivate()
    {
        var program = Places.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"A broker is needed: set {Variable} to amqp://user:password@host:5672/, or install rabbitmq-server.");
        var folder = new TemporaryFolder();
        var port = FreePort();
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Environments(folder, port))
            start.Environment[name] = value;

        File.WriteAllText(folder.File("enabled_plugins"), "[].\n");
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new BrokerNode(string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{port}/"), process, folder);
    }

    private static Dictionary<string, string> Environments(TemporaryFolder folder, int port) => new()
    {
        ["RABBITMQ_NODENAME"] = string.Create(CultureInfo.InvariantCulture, $"caseworker-bench-{port}@localhost"),
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_DIST_PORT"] = FreePort().ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_MNESIA_BASE"] = folder.File("data"),
        ["RABBITMQ_LOG_BASE"] = folder.File("log"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = folder.File("enabled_plugins"),
        ["RABBITMQ_PID_FILE"] = folder.File("pid"),
        ["HOME"] = folder.Path,
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync()
    {
        if (process is { HasExited: true })
            throw new InvalidOperationException($"The private broker ended with {process.ExitCode} before it answered.");

        try
        {
            await using var connection = await ConnectAsync();
            return true;
        }
        catch (Exception exception) when (exception is BrokerUnreachableException or OperationInterruptedException)
        {
            return false;
        }
    }
}
