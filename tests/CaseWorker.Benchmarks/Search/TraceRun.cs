using System.Text;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.Benchmarks.Search;

/// <summary>A program beside the measurement whose statements are written down, to learn which of them a call needs.</summary>
internal sealed class TraceRun : IAsyncDisposable
{
    // Longer than the pauses of all that the program does by itself, so that each of its statements is met once.
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(6);
    private readonly TemporaryFolder folder = new();
    private readonly CaseWorkerProcess program;
    private SearchCaller? caller;
    private readonly HashSet<string> background = [];
    private long read;

    private TraceRun(string directory)
    {
        Environment.SetEnvironmentVariable(StatementTrace.Variable, File);
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location);
        program = CaseWorkerProcess.Launch(folder.Path, SearchCaller.SettingsFor(directory));
        Environment.SetEnvironmentVariable(StatementTrace.Variable, null);
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
    }

    private string File => folder.File("trace");

    /// <summary>Starts the program and listens for a while to what it does by itself.</summary>
    public static async Task<TraceRun> StartAsync(string directory)
    {
        var run = new TraceRun(directory);
        await run.program.UntilReadyAsync();
        run.caller = new SearchCaller(run.program.Http.BaseAddress!);
        await Task.Delay(Listening);
        run.background.UnionWith(run.Next().Select(statement => statement.Text));
        return run;
    }

    /// <summary>Each of the calls with its statements.</summary>
    public async Task<IReadOnlyList<ComparedCall>> TraceAsync(IEnumerable<SearchRequest> calls)
    {
        var all = new List<ComparedCall>();
        foreach (var call in calls)
        {
            Next();
            await caller!.CallAsync(call);
            all.Add(new ComparedCall(call, [.. Next().Where(statement => !background.Contains(statement.Text))]));
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        caller?.Dispose();
        await program.DisposeAsync();
        folder.Dispose();
    }

    // A look-up that finds something is begun twice: once to see whether, once to read.
    private List<TracedStatement> Next()
    {
        using var stream = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = read;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();

        // What is being written meanwhile may be there in part.
        text = text[..(text.LastIndexOf(StatementTrace.After) + 1)];
        read += Encoding.UTF8.GetByteCount(text);
        var statements = new List<TracedStatement>();
        foreach (var statement in TracedStatement.Read(text).Where(one => one.Text is not ("BEGIN" or "COMMIT") && !one.Text.StartsWith("PRAGMA", StringComparison.Ordinal)))
        {
            if (statements.Count == 0 || statements[^1].Text != statement.Text || !statements[^1].Values.SequenceEqual(statement.Values))
                statements.Add(statement);
        }

        return statements;
    }
}
