using System.Globalization;
using CaseWorker.Benchmarks.Search;

/// <summary>
/// Runs inside the program under measurement, before its Main (DOTNET_STARTUP_HOOKS): writes what the runtime counts into a file,
/// ten times a second, or which statements SQLite runs, so that the program itself needs no switch for it. The runtime asks for this name, outside any namespace.
/// </summary>
internal static class StartupHook
{
    /// <summary>The file, in the environment of the measured process.</summary>
    public const string Variable = "CASEWORKER_BENCH_METER";

    // Often enough for what lasts seconds, and too seldom to be seen in what is measured.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file)
            new Thread(() => Write(file)) { IsBackground = true, Name = "benchmark meter" }.Start();
        if (Environment.GetEnvironmentVariable(StatementTrace.Variable) is { Length: > 0 } trace)
            StatementTrace.Start(trace);
    }

    private static void Write(string file)
    {
        while (true)
        {
            File.WriteAllText(file + ".new", string.Create(
                CultureInfo.InvariantCulture,
                $"{GC.GetTotalAllocatedBytes()} {Environment.CpuUsage.TotalTime.TotalMilliseconds:0} {GC.CollectionCount(2)} {GC.GetTotalPauseDuration().TotalMilliseconds:0}"));
            File.Move(file + ".new", file, overwrite: true);
            Thread.Sleep(Interval);
        }
    }
}
