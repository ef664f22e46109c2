using DbUp;
using DbUp.Builder;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Storage.Migrations;

/// <summary>Brings the schema up to this program's version.</summary>
public sealed partial class Migrator(Database database, TimeProvider time, ILogger<Migrator> logger)
{
    private const string Journal = "SchemaJournal";

    /// <summary>
    /// Makes the database where there is none, and runs the scripts that it has not seen, each in a transaction of its own. Then takes
    /// the server's full-text search into use where there is one.
    /// </summary>
    /// <returns>The names of the scripts that were run; empty when there was nothing to do.</returns>
    /// <remarks>
    /// Lock: one migration at a time per database; others wait, find nothing left to do, and return. Harmless when repeated, and on a
    /// schema that is newer than the program.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A script failed: its effects are rolled back, those of the scripts before it stay.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation)
    {
        await using var alone = await MigrationLock.TakeAsync(database, time, logger, cancellation);
        var result = Target()
            .WithScripts(MigrationScripts.For(database.Provider))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .WithExecutionTimeout(TimeSpan.FromHours(1))
            .LogTo(logger)
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException(
                $"Migration {result.ErrorScript?.Name ?? "(before the first script)"} failed: {result.Error.Message}", result.Error);
        }

        if (database.Provider == StorageProvider.SqlServer)
            await new FullTextSetup(database, logger, cancellation).RunAsync();

        string[] names = [.. result.Scripts.Select(script => script.Name)];
        LogMigrated(MigrationScripts.Version, names.Length);
        return names;
    }

    private UpgradeEngineBuilder Target() => database.Provider switch
    {
        StorageProvider.Sqlite => DeployChanges.To.SqliteDatabase(database.ConnectionString).JournalToSqliteTable(Journal),
        StorageProvider.SqlServer => DeployChanges.To.SqlDatabase(database.ConnectionString).JournalToSqlTable("dbo", Journal),
    };

    [LoggerMessage(1000, LogLevel.Information, "The schema is at version {Version}; {Count} scripts were run")]
    private partial void LogMigrated(int version, int count);
}
