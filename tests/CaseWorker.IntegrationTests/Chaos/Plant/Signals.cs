using System.Runtime.InteropServices;

namespace CaseWorker.IntegrationTests.Chaos.Plant;

/// <summary>The signals of Linux that a process is hurt with.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Harmless when the process is gone.</summary>
    public static void Send(int process, int signal) => _ = KillProcess(process, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int KillProcess(int process, int signal);
}
