using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using CaseWorker.Tests.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

[assembly: AssemblyFixture(typeof(SqliteFixture))]

namespace CaseWorker.Tests.Storage;

/// <summary>SQLite files in a folder of their own; migrated once, then copied.</summary>
public sealed class SqliteFixture : StorageFixture, IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("caseworker-tests-");
    private int files;

    private string Template => Path.Combine(folder.FullName, "template.db");

    public async ValueTask InitializeAsync()
    {
        await using var database = Database.Open(OptionsFor(Template));
        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
    }

    public override Task<Database> OpenFreshAsync()
    {
        var file = NextFile();
        File.Copy(Template, file);
        return Task.FromResult(Database.Open(OptionsFor(file)));
    }

    public override Task<StorageOptions> NewPlaceAsync() => Task.FromResult(OptionsFor(NextFile()));

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static StorageOptions OptionsFor(string file) => new() { ConnectionString = $"Data Source={file}" };

    private string NextFile() => Path.Combine(folder.FullName, $"{Interlocked.Increment(ref files)}.db");
}
