using System.Diagnostics;

namespace CaseWorker.IntegrationTests.Processes;

/// <summary>The built program, as a user starts it. Runs of commands that end by themselves; for a server see <see cref="CaseWorkerProcess"/>.</summary>
internal static class CaseWorkerProgram
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(2);

    /// <summary>The output of the Host project, built the same way (Debug, Release) as these tests.</summary>
    public static string Assembly { get; } = Find();

    /// <summary>How to start it in <paramref name="directory"/>, with no settings but the given ones.</summary>
    public static ProcessStartInfo StartInfo(string directory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // Settings of the machine that runs the tests must not leak in.
        foreach (var name in start.Environment.Keys.Where(name => name.Contains("__", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);

        return start;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<CommandResult> RunAsync(string directory, params string[] arguments)
    {
        using var process = Process.Start(StartInfo(directory, arguments))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(CommandLimit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new CommandResult(process.ExitCode, await output, await errors);
    }

    private static string Find()
    {
        // …/tests/CaseWorker.IntegrationTests/bin/Release/net10.0/
        var built = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = built.Parent!.Parent!.Parent!.Parent!.Parent!;
        var found = Path.Combine(root.FullName, "src", "CaseWorker.Host", "bin", built.Parent.Name, built.Name, "caseworker.dll");
        return File.Exists(found) ? found : throw new FileNotFoundException("Build the solution before these tests.", found);
    }
}

/// <summary>What a command said and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Errors}";
}
