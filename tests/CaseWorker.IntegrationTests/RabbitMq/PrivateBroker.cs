using System.Diagnostics;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.IntegrationTests.RabbitMq;

/// <summary>A node of our own from the installed rabbitmq-server: own name, ports and folder, on loopback only.</summary>
internal sealed class PrivateBroker : Broker
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo folder;
    private readonly Dictionary<string, string> environment;
    private readonly string programs;
    private Process? server;

    private PrivateBroker(string programs, DirectoryInfo folder, int port, int managementPort)
        : base(new Uri($"amqp://guest:guest@127.0.0.1:{port}"), new Uri($"http://127.0.0.1:{managementPort}"))
    {
        this.programs = programs;
        this.folder = folder;
        environment = new Dictionary<string, string>
        {
            ["HOME"] = folder.FullName,
            ["ERL_EPMD_PORT"] = $"{FreePort.Find()}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"cw{port}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{port}",
            ["RABBITMQ_DIST_PORT"] = $"{FreePort.Find()}",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder.FullName, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder.FullName, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder.FullName, "pid"),
            ["RABBITMQ_CONFIG_FILE"] = Write("rabbitmq.conf", $"management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {managementPort}\n"),
            ["RABBITMQ_CONF_ENV_FILE"] = Write("rabbitmq-env.conf", ""),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Write("enabled_plugins", "[rabbitmq_management]."),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+sbwt none -kernel inet_dist_use_interface {127,0,0,1}",
        };
    }

    public override Func<string[], Task> Control => arguments => RunAsync("rabbitmqctl", arguments);

    /// <summary>Null where no rabbitmq-server is installed.</summary>
    public static async Task<PrivateBroker?> TryStartAsync()
    {
        if (FindPrograms() is not { } programs)
            return null;

        var broker = new PrivateBroker(programs, Directory.CreateTempSubdirectory("caseworker-broker-"), FreePort.Find(), FreePort.Find());
        await broker.StartAsync();
        return broker;
    }

    public async Task StartAsync()
    {
        // A node that was killed leaves the file behind, and waiting for it would find a process that is gone.
        File.Delete(environment["RABBITMQ_PID_FILE"]);
        server = Start("rabbitmq-server", []);
        await RunAsync("rabbitmqctl", ["wait", environment["RABBITMQ_PID_FILE"], "--timeout", $"{(int)StartWithin.TotalSeconds}"]);
        await RunAsync("rabbitmqctl", ["await_startup", "--timeout", $"{(int)StartWithin.TotalSeconds}"]);
    }

    /// <summary>Ends the node without a farewell.</summary>
    public async Task KillAsync()
    {
        server!.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        await KillAsync();
        using var names = Start("epmd", ["-kill"]);
        await names.WaitForExitAsync();
        folder.Delete(recursive: true);
    }

    // Debian's rabbitmq-server on the PATH changes the user and forgets the environment; the real one stands in its own folder.
    private static string? FindPrograms() =>
        new[] { "/usr/lib/rabbitmq/bin" }
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(place => File.Exists(Path.Combine(place, "rabbitmq-server")));

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task RunAsync(string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}; see {environment["RABBITMQ_LOG_BASE"]}");
    }

    private Process Start(string program, string[] arguments)
    {
        var own = Path.Combine(programs, program);
        var start = new ProcessStartInfo(File.Exists(own) ? own : program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
