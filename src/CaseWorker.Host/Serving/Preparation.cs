using CaseWorker.Host.Composition;
using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;

namespace CaseWorker.Host.Serving;

/// <summary>What must be in place before a process serves: folder, schema.</summary>
internal sealed partial class Preparation(Parts parts, Database database, Migrator migrator, ILogger<Preparation> logger)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        MakeFolder();
        await FitSchemaAsync(cancellation);
        LogPrepared(parts.Roles.ToString(), parts.Transport.Kind.ToString(), parts.Storage.Provider.ToString());
    }

    private void MakeFolder() => Directory.CreateDirectory(parts.Data.Directory);

    private async Task FitSchemaAsync(CancellationToken cancellation)
    {
        if (parts.Storage.MigrateOnStart ?? parts.Storage.Provider == StorageProvider.Sqlite)
            await migrator.MigrateAsync(cancellation);

        var fit = await SchemaCheck.CheckAsync(database, cancellation);
        if (fit == SchemaFit.TooNew)
            throw new CannotStartException("The database's schema is newer than this program and no longer allows it: use the newer program.");

        if (fit != SchemaFit.Fits)
            throw new CannotStartException("The database's schema is missing or older than this program: run `caseworker migrate`, or set Storage:MigrateOnStart to true.");
    }

    [LoggerMessage(7000, LogLevel.Information, "Prepared as {Roles}, transport {Transport}, storage {Storage}")]
    private partial void LogPrepared(string roles, string transport, string storage);
}
