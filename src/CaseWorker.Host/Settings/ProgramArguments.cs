namespace CaseWorker.Host.Settings;

/// <summary>The command line, taken apart: settings in ASP.NET's form, and the command with its own options.</summary>
/// <param name="Command">For the parser of commands.</param>
/// <param name="Settings">Each as <c>--Key=value</c>, for the configuration.</param>
internal sealed record ProgramArguments(IReadOnlyList<string> Command, IReadOnlyList<string> Settings)
{
    /// <summary>
    /// A setting is <c>--Key=value</c> or <c>--Key value</c> where the key has a colon (<c>Storage:Provider</c>) or is one of the
    /// names without a section (<c>Roles</c>, <c>Urls</c>, <c>PublicUrl</c>), in any case.
    /// </summary>
    public static ProgramArguments Split(IReadOnlyList<string> arguments)
    {
        var command = new List<string>();
        var settings = new List<string>();
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (!IsSetting(argument))
                command.Add(argument);
            else if (argument.Contains('=', StringComparison.Ordinal))
                settings.Add(argument);
            else
                settings.Add(argument + "=" + (++index < arguments.Count ? arguments[index] : ""));
        }

        return new ProgramArguments(command, settings);
    }

    private static bool IsSetting(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
            return false;

        var key = argument[2..].Split('=', 2)[0];
        return key.Contains(':', StringComparison.Ordinal) || KnownSettings.IsRootName(key);
    }
}
