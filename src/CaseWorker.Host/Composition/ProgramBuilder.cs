namespace CaseWorker.Host.Composition;

/// <summary>Begins every process and every command in the same way.</summary>
internal static class ProgramBuilder
{
    /// <param name="settings">Each as <c>--Key=value</c>.</param>
    /// <remarks>
    /// Settings are read once. Watching the files for changes would watch their folder with all below it, and the database
    /// is there by default: each of its writes would wake the watcher, which was measured at a sixth of a worker's time.
    /// </remarks>
    public static WebApplicationBuilder Create(IReadOnlyList<string> settings) =>
        WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. settings] });
}
