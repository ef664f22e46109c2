using System.Diagnostics;
using System.Net;
using CaseWorker.IntegrationTests.Chaos.Proxy;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.IntegrationTests.Chaos.Plant;

/// <summary>A place for one process: starts it, and starts it again whenever it has ended, as systemd would.</summary>
internal sealed class Slot : IAsyncDisposable
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LeaveAtMost = TimeSpan.FromSeconds(60);

    private readonly Func<Slot, ProcessStartInfo> describe;
    private readonly Action<string> amiss;
    private readonly StreamWriter log;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly Lock writing = new();
    private Process? process;
    private int lastCode;
    private bool isTold;
    private Task running = Task.CompletedTask;

    /// <param name="describe">How to start it.</param>
    /// <param name="amiss">Gets a sentence when it ends otherwise than it was told to.</param>
    public Slot(string name, string roles, int httpPort, BrokerProxy proxy, string logFolder, Func<Slot, ProcessStartInfo> describe, Action<string> amiss)
    {
        Name = name;
        Roles = roles;
        Address = new Uri($"http://127.0.0.1:{httpPort}");
        Proxy = proxy;
        this.describe = describe;
        this.amiss = amiss;
        log = new StreamWriter(Path.Combine(logFolder, $"{name}.log")) { AutoFlush = true };
        Http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(8) };
    }

    public string Name { get; }

    public string Roles { get; }

    public Uri Address { get; }

    public BrokerProxy Proxy { get; }

    public HttpClient Http { get; }

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>True while it may end by itself, since it was given something deadly.</summary>
    public bool MayDie { get; set; }

    /// <summary>The process id; null while none runs.</summary>
    public int? Id
    {
        get
        {
            lock (gate)
                return process?.Id;
        }
    }

    public void Start() => running = SuperviseAsync();

    /// <summary>Sends a signal to the process that runs now, if any.</summary>
    public void Signal(int signal)
    {
        lock (gate)
        {
            isTold |= signal is Signals.Kill or Signals.Terminate;
            if (process is not null)
                Signals.Send(process.Id, signal);
        }
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("/health/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits until another process than this one runs here and is ready.</summary>
    public Task UntilReplacedAsync(int? former, TimeSpan limit) =>
        Eventually.HoldsAsync(async () => Id is { } id && id != former && await IsReadyAsync(), limit, () => $"{Name} must be ready again.");

    /// <summary>Ends it in peace, for good.</summary>
    /// <returns>The exit code and how long it took; null when none ran.</returns>
    public async Task<(int Code, TimeSpan Took)?> StopAsync()
    {
        await stopping.CancelAsync();
        var ran = Id is not null;
        var watch = Stopwatch.StartNew();
        Signal(Signals.Terminate);
        if (await Task.WhenAny(running, Task.Delay(LeaveAtMost)) != running)
            Signal(Signals.Kill);

        await running;
        return ran ? (lastCode, watch.Elapsed) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Signal(Signals.Continue);
        Signal(Signals.Kill);
        await running;
        Http.Dispose();
        process?.Dispose();
        stopping.Dispose();
        lock (writing)
            log.Dispose();

        await Proxy.DisposeAsync();
    }

    private async Task SuperviseAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            using var started = Launch();
            await started.WaitForExitAsync();
            Note($"=== ended with {started.ExitCode}");
            lock (gate)
            {
                process = null;
                lastCode = started.ExitCode;

                // 2: could not start, for want of database or broker; 0: another number of partitions.
                if (!isTold && !MayDie && started.ExitCode is not (0 or 2))
                    amiss($"{Name} ended by itself with {started.ExitCode}");

                isTold = false;
            }

            await Task.Delay(RestartAfter, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Process Launch()
    {
        Starts++;
        var launched = new Process { StartInfo = describe(this) };
        launched.OutputDataReceived += (_, line) => Note(line.Data);
        launched.ErrorDataReceived += (_, line) => Note(line.Data);
        lock (gate)
        {
            launched.Start();
            process = launched;
        }

        Note($"=== {DateTime.UtcNow:HH:mm:ss.fff} started as {launched.Id}");
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }

    private void Note(string? line)
    {
        if (line is null)
            return;

        lock (writing)
        {
            if (log.BaseStream.CanWrite)
                log.WriteLine(line);
        }
    }
}
