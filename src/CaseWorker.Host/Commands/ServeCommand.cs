using System.CommandLine;
using CaseWorker.Host.Serving;

namespace CaseWorker.Host.Commands;

/// <summary>Runs the program until it is told to stop. The default command.</summary>
internal static class ServeCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("serve", "Runs the roles of this process until SIGTERM or Ctrl+C. The default.");
        command.SetAction(Action(settings));
        return command;
    }

    public static Func<ParseResult, CancellationToken, Task<int>> Action(IReadOnlyList<string> settings) => async (parsed, cancellation) =>
    {
        // The host listens to SIGTERM and Ctrl+C itself, and takes the time it needs.
        parsed.InvocationConfiguration.ProcessTerminationTimeout = null;
        await Server.RunAsync(settings, cancellation);
        return ProgramExit.Done;
    };
}
