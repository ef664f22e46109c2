using System.Diagnostics;

namespace CaseWorker.IntegrationTests.Chaos.Plant;

/// <summary>Runs tools of the system.</summary>
internal static class Shell
{
    /// <returns>Null when all went well, else what the tool said.</returns>
    public static async Task<string?> TryAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? null : $"{program} {string.Join(' ', arguments)}: {errors.Trim()} {(await output).Trim()}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return $"{program}: {missing.Message}";
        }
    }
}
