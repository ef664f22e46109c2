using CaseWorker.Host.Composition;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Embedded;
using CaseWorker.Storage;
using CaseWorker.Storage.Failpoints;
using CaseWorker.Storage.Migrations;

namespace CaseWorker.Host.Serving;

/// <summary>What must be in place before a process serves, in this order; each step is harmless when repeated.</summary>
internal sealed partial class Preparation(
    Parts parts,
    Database database,
    Migrator migrator,
    PartitionsInForce partitions,
    FirstContents contents,
    CatalogCache catalogs,
    KeyRing keys,
    TokenDesk tokens,
    IServiceProvider services,
    ILogger<Preparation> logger)
{
    /// <exception cref="CannotStartException">The program must not run as things are.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (Failpoint.Armed is { } failpoints)
            LogFailpoints(failpoints);

        parts.MakeFolder();
        await FitSchemaAsync(cancellation);
        await BeAloneAsync(cancellation);
        await partitions.FixAsync(cancellation);
        await contents.EnsureAsync(cancellation);
        await catalogs.LoadAsync(cancellation);
        await keys.LoadAsync(cancellation);
        await tokens.EnsureSecretAsync(cancellation);
        LogPrepared(parts.Roles.ToString(), parts.Transport.Kind.ToString(), parts.Storage.Provider.ToString());
    }

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

    // Only the embedded queue has a lease: with a broker any number of processes share the work.
    private async Task BeAloneAsync(CancellationToken cancellation)
    {
        if (services.GetService<EmbeddedLease>() is { } lease && await lease.TakeAsync(cancellation) is { } holder)
        {
            throw new CannotStartException(
                $"The embedded queue serves one process, and {holder} has it: stop that one, or use Transport:Kind RabbitMq for several.");
        }
    }

    [LoggerMessage(7006, LogLevel.Warning, "Failpoints are armed, as for a test: {Failpoints}")]
    private partial void LogFailpoints(string failpoints);

    [LoggerMessage(7000, LogLevel.Information, "Prepared as {Roles}, transport {Transport}, storage {Storage}")]
    private partial void LogPrepared(string roles, string transport, string storage);
}
