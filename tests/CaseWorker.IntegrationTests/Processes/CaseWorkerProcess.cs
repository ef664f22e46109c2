using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using CaseWorker.Storage.Failpoints;

namespace CaseWorker.IntegrationTests.Processes;

/// <summary>A running server. Listens on a port that the system chose, so that any number run side by side.</summary>
internal sealed partial class CaseWorkerProcess : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int SigContinue = 18;
    private const int SigStop = 19;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly List<string> output = [];
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CaseWorkerProcess(string directory, IEnumerable<string> arguments, string failpoints)
    {
        process = new Process { StartInfo = CaseWorkerProgram.StartInfo(directory, [.. arguments, "--Urls=http://127.0.0.1:0"]) };
        process.StartInfo.Environment[Failpoint.Variable] = failpoints;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Asks the process; valid once it listens.</summary>
    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Everything it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return string.Join('\n', output);
        }
    }

    public bool HasExited => process.HasExited;

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>True for the name under which this process writes itself down in the database.</summary>
    public bool IsNamed(string instance) => instance.Contains($"-{process.Id}-", StringComparison.Ordinal);

    /// <summary>Starts the program and waits until it is ready.</summary>
    public static async Task<CaseWorkerProcess> StartAsync(string directory, params string[] arguments)
    {
        var started = Launch(directory, arguments);
        try
        {
            await started.UntilReadyAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program and waits for nothing.</summary>
    public static CaseWorkerProcess Launch(string directory, params string[] arguments) => LaunchWith("", directory, arguments);

    /// <summary>The same with failpoints, as <see cref="Failpoint"/> writes them; empty: none.</summary>
    public static CaseWorkerProcess LaunchWith(string failpoints, string directory, params string[] arguments) => new(directory, arguments, failpoints);

    /// <summary>Waits until /health/ready says yes.</summary>
    public async Task UntilReadyAsync()
    {
        Http.BaseAddress ??= await UntilListeningAsync();
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await Http.GetAsync("/health/ready");
                return answer.IsSuccessStatusCode;
            },
            StartLimit,
            () => $"The program must become ready, did not:\n{Output}");
    }

    /// <summary>Sends the key with every request from now on.</summary>
    public void UseKey(string key) => Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

    /// <summary>Sends SIGTERM and returns how long the program took to leave, and its exit code.</summary>
    public async Task<(TimeSpan Took, int ExitCode)> TerminateAsync()
    {
        var watch = Stopwatch.StartNew();
        Signal(SigTerm);
        var code = await UntilExitAsync(TimeSpan.FromSeconds(60));
        return (watch.Elapsed, code);
    }

    /// <summary>Sends SIGKILL: nothing is finished, nothing is said.</summary>
    public async Task KillAsync()
    {
        Signal(SigKill);
        await process.WaitForExitAsync();
    }

    /// <summary>Sends SIGSTOP: the process stands still where it is, with all that it holds.</summary>
    public void Freeze() => Signal(SigStop);

    /// <summary>Sends SIGCONT: it goes on as if nothing had been.</summary>
    public void Thaw() => Signal(SigContinue);

    /// <summary>Waits for the program to end by itself.</summary>
    public async Task<int> UntilExitAsync(TimeSpan limit)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit);
            return process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The program must end within {limit}, did not:\n{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();

        process.Dispose();
        Http.Dispose();
    }

    private async Task<Uri> UntilListeningAsync()
    {
        var first = await Task.WhenAny(listening.Task, process.WaitForExitAsync()).WaitAsync(StartLimit);
        return first == listening.Task ? await listening.Task : throw new InvalidOperationException($"The program ended with {process.ExitCode} before it listened:\n{Output}");
    }

    private void Note(string? line)
    {
        if (line is null)
            return;

        lock (output)
            output.Add(line);

        if (Listening().Match(line) is { Success: true } match)
            listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    private void Signal(int signal)
    {
        if (Kill(process.Id, signal) != 0)
            throw new InvalidOperationException($"Signal {signal} could not be sent, error {Marshal.GetLastPInvokeError()}.");
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Kill(int process, int signal);
}
