using CaseWorker.Benchmarks.Cases;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseWorker.Benchmarks.Databases;

/// <summary>A migrated database with catalogue and key and no case, copied for each measurement.</summary>
internal sealed class TemplateDatabase : IDisposable
{
    private const string FileName = "caseworker.db";
    private readonly TemporaryFolder folder = new();

    private TemplateDatabase()
    {
    }

    /// <summary>May enqueue into the hub of the load.</summary>
    public string Key { get; private set; } = "";

    public static async Task<TemplateDatabase> MakeAsync(string assignment)
    {
        var template = new TemplateDatabase();
        await using var database = Database.Open(new StorageOptions { ConnectionString = ConnectionTo(template.folder.Path) });
        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);

        var ring = new KeyRing(database, TimeProvider.System);
        var cache = new CatalogCache(database, TimeProvider.System);
        var applier = new CatalogApplier(database, cache, ring, TimeProvider.System, NullLogger<CatalogApplier>.Instance);
        var result = await applier.ApplyAsync(BenchCatalog.File(assignment), hubOnly: null, CancellationToken.None);
        if (result.Errors.Count > 0)
            throw new InvalidOperationException("The catalogue was refused: " + string.Join("; ", result.Errors));

        var key = await new KeyKeeper(database, ring, TimeProvider.System)
            .CreateAsync(BenchCatalog.HubId, "benchmark", Scopes.Enqueue, accessLevel: null, CancellationToken.None);
        template.Key = ((KeyCreated)key).Key;
        return template;
    }

    /// <summary>A copy in a folder of its own, to be used as Data:Directory.</summary>
    public TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        File.Copy(folder.File(FileName), copy.File(FileName));
        return copy;
    }

    /// <summary>How to open the database in <paramref name="directory"/>.</summary>
    public static string ConnectionTo(string directory) =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, FileName), Pooling = false }.ToString();

    public void Dispose() => folder.Dispose();
}
