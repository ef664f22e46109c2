using CaseWorker.Host.Composition;
using CaseWorker.Host.Settings;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage;
using Microsoft.Extensions.Options;

namespace CaseWorker.Host.Serving;

/// <summary>What an installation needs before anyone can use it: a catalogue and a key. Harmless when repeated, by several processes too.</summary>
internal sealed partial class FirstContents(
    Parts parts,
    CatalogApplier applier,
    SampleCatalog sample,
    KeyKeeper keys,
    FirstKeyFile file,
    IOptions<CatalogOptions> catalog,
    IOptions<AuthOptions> auth,
    ILogger<FirstContents> logger)
{
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        await EnsureCatalogAsync(cancellation);
        await EnsureKeyAsync(cancellation);
    }

    private async Task EnsureCatalogAsync(CancellationToken cancellation)
    {
        if (catalog.Value.File.Length > 0)
            await ApplyAsync(catalog.Value.File, cancellation);
        else if (await sample.EnsureAsync(cancellation))
            LogSample();
    }

    private async Task ApplyAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new CannotStartException($"Catalog:File must be a file, is {path}, which does not exist.");

        var result = await applier.ApplyAsync(CatalogFile.Read(await File.ReadAllBytesAsync(path, cancellation)), hubOnly: null, cancellation);
        if (result.Errors.Count > 0)
            throw new CannotStartException(string.Join(Environment.NewLine, [$"Catalog:File {path} is refused:", .. result.Errors.Select(error => error.Message)]));

        foreach (var line in result.Difference)
            LogDifference(line);
    }

    private async Task EnsureKeyAsync(CancellationToken cancellation)
    {
        var configured = auth.Value.BootstrapKey;
        if (configured.Length == 0 && parts.Storage.Provider != StorageProvider.Sqlite)
            return;

        if (await keys.EnsureBootstrapAsync(configured.Length > 0 ? configured : null, cancellation) is not { } key)
            return;

        await file.WriteAsync(key, cancellation);

        // Shown this once, to the person at the console, and not through the log, which may travel.
        Console.WriteLine($"First key, for everything: {key}  (kept in {file.Path})");
    }

    [LoggerMessage(7004, LogLevel.Information, "There was no hub: the sample catalogue is applied (3 departments, 8 services, 12 reps)")]
    private partial void LogSample();

    [LoggerMessage(7005, LogLevel.Information, "Catalogue: {Line}")]
    private partial void LogDifference(string line);
}
