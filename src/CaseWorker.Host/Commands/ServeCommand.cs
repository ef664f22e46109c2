using System.CommandLine;
using CaseWorker.Host.Serving;

namespace CaseWorker.Host.Commands;

/// <summary>Runs the program until it is told to stop. The default command.</summary>
internal static class ServeCommand
{
    private const string Name = "serve";

    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command(Name, "Runs the roles of this process until SIGTERM or Ctrl+C. The default.");
        command.SetAction(Action(settings));
        return command;
    }

    public static Func<ParseResult, CancellationToken, Task<int>> Action(IReadOnlyList<string> settings) => async (_, cancellation) =>
    {
        await Server.RunAsync(settings, cancellation);
        return ProgramExit.Done;
    };

    /// <summary>True when the line asks for serving, also by naming no command.</summary>
    public static bool IsMeant(ParseResult parsed) => parsed.CommandResult.Command is RootCommand or { Name: Name };
}
