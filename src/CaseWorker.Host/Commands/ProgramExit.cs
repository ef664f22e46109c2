using System.CommandLine;
using CaseWorker.Host.Serving;
using CaseWorker.Host.Settings;
using CaseWorker.Storage.Failpoints;

namespace CaseWorker.Host.Commands;

/// <summary>How the program ends, the same for every command.</summary>
internal static class ProgramExit
{
    /// <summary>What was asked for is done, and what was checked holds.</summary>
    public const int Done = 0;

    /// <summary>The answer is no: violations were found, the thing asked for does not exist, or a rule refused the change.</summary>
    public const int Refused = 1;

    /// <summary>It could not be tried: wrong arguments or settings, or the database or the broker is away.</summary>
    public const int Impossible = 2;

    /// <summary>Runs the command that was parsed; faults become a message on standard error, never a stack trace.</summary>
    public static async Task<int> RunAsync(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0)
        {
            await parsed.InvokeAsync();
            return Impossible;
        }

        try
        {
            ArmFailpoints();
            parsed.InvocationConfiguration.EnableDefaultExceptionHandler = false;

            // The host listens to SIGTERM and Ctrl+C itself. To be said before the action begins: afterwards it is too late, and
            // the process is gone 2 s after the signal, whatever it has in hand.
            if (ServeCommand.IsMeant(parsed))
                parsed.InvocationConfiguration.ProcessTerminationTimeout = null;

            return await parsed.InvokeAsync();
        }
        catch (OperationCanceledException)
        {
            return await SayAsync("Stopped before the end.", Impossible);
        }
        catch (RefusedException refused)
        {
            return await SayAsync(refused.Message, Refused);
        }
        catch (Exception exception) when (exception is SettingsException or CannotStartException or ImpossibleException)
        {
            return await SayAsync(exception.Message, Impossible);
        }
        catch (Exception exception)
        {
            return await SayAsync($"{exception.GetType().Name}: {exception.Message}", Impossible);
        }
    }

    private static void ArmFailpoints()
    {
        try
        {
            Failpoint.ArmFromEnvironment();
        }
        catch (FormatException exception)
        {
            throw new SettingsException([exception.Message]);
        }
    }

    private static async Task<int> SayAsync(string message, int code)
    {
        await Console.Error.WriteLineAsync(message);
        return code;
    }
}
