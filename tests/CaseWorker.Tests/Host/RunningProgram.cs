using CaseWorker.Host.Serving;
using CaseWorker.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Tests.Host;

/// <summary>The whole program with the embedded default, in this process, on a free port of this machine and a folder of its own.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectoryInfo folder;

    private RunningProgram(WebApplication app, DirectoryInfo folder)
    {
        this.app = app;
        this.folder = folder;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(app.Urls.Single());

    public IServiceProvider Services => app.Services;

    public Database Database => app.Services.GetRequiredService<Database>();

    /// <param name="catalog">What is applied at the start; should hold an operator's key, else a first one is printed.</param>
    /// <param name="settings">Each as <c>--Key=value</c>.</param>
    public static async Task<RunningProgram> StartAsync(string catalog, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("caseworker-program-");
        var file = Path.Combine(folder.FullName, "catalog.json");
        await File.WriteAllTextAsync(file, catalog);
        var app = await Server.PrepareAsync(
            [
                "--Urls=http://127.0.0.1:0",
                $"--Data:Directory={folder.FullName}",
                $"--Catalog:File={file}",
                // What is told here is a defect, and belongs beside the failure of the test that met it.
                "--Logging:Console:LogLevel:Default=Error",
                .. settings,
            ],
            CancellationToken.None);
        await app.StartAsync();
        return new RunningProgram(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
