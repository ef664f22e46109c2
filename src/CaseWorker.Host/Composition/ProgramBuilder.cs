namespace CaseWorker.Host.Composition;

/// <summary>Begins every process and every command in the same way.</summary>
internal static class ProgramBuilder
{
    /// <param name="settings">Each as <c>--Key=value</c>.</param>
    /// <remarks>
    /// Settings are read once. Watching the files for changes would watch their folder with all below it, and the database
    /// is there by default: each of its writes would wake the watcher, which was measured at a sixth of a worker's time.
    /// </remarks>
    public static WebApplicationBuilder Create(IReadOnlyList<string> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. settings] });

        // A part that lacks another is told when the program starts, and not when the part is first needed.
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
        return builder;
    }
}
