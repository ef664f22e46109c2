using System.Globalization;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.Benchmarks.Whole;

/// <summary>Reads what <see cref="StartupHook"/> writes inside the processes that are started while this is open.</summary>
internal sealed class Meter : IDisposable
{
    private const string Hooks = "DOTNET_STARTUP_HOOKS";
    private readonly TemporaryFolder folder = new();

    public Meter()
    {
        Environment.SetEnvironmentVariable(Hooks, typeof(StartupHook).Assembly.Location);
        Environment.SetEnvironmentVariable(StartupHook.Variable, folder.File("meter"));
    }

    /// <summary>The newest reading, at most about 100 ms old; zeros before the first.</summary>
    public MeterReading Read()
    {
        if (!File.Exists(folder.File("meter")))
            return new MeterReading(0, 0, 0, 0);

        var numbers = File.ReadAllText(folder.File("meter")).Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToList();
        return new MeterReading(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// <summary>No more: processes started from now on are not measured.</summary>
    public static void Detach()
    {
        Environment.SetEnvironmentVariable(Hooks, null);
        Environment.SetEnvironmentVariable(StartupHook.Variable, null);
    }

    public void Dispose()
    {
        Detach();
        folder.Dispose();
    }
}

/// <summary>Since the start of the process.</summary>
internal sealed record MeterReading(long AllocatedBytes, long CpuMs, long FullCollections, long PauseMs);
