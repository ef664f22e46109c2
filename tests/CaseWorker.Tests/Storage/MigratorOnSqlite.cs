using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseWorker.Tests.Storage;

public sealed class MigratorOnSqlite(SqliteFixture fixture) : MigratorContract(fixture)
{
    [Fact]
    public async Task Makes_the_folder_and_the_file()
    {
        var options = await PlaceInNewFolderAsync();
        await using var database = Database.Open(options);

        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(Cancellation);

        Assert.True(File.Exists(FileOf(options)));
    }

    [Fact]
    public async Task Looking_for_a_schema_makes_no_file()
    {
        var options = await PlaceInNewFolderAsync();
        await using var database = Database.Open(options);

        Assert.Equal(SchemaFit.Missing, await SchemaCheck.CheckAsync(database, Cancellation));
        Assert.False(File.Exists(FileOf(options)));
    }

    [Fact]
    public async Task An_empty_file_has_no_schema()
    {
        var options = await Fixture.NewPlaceAsync();
        await File.WriteAllBytesAsync(FileOf(options), [], Cancellation);
        await using var database = Database.Open(options);

        Assert.Equal(SchemaFit.Missing, await SchemaCheck.CheckAsync(database, Cancellation));
    }

    [Fact]
    public async Task Waits_for_a_migration_under_way_and_says_so()
    {
        await using var database = Database.Open(await Fixture.NewPlaceAsync());
        var waits = new WaitLogger();
        var underWay = await MigrationLock.TakeAsync(database, TimeProvider.System, NullLogger.Instance, Cancellation);

        var migration = new Migrator(database, TimeProvider.System, waits).MigrateAsync(Cancellation);
        await waits.Told.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.False(migration.IsCompleted);

        await underWay.DisposeAsync();
        Assert.NotEmpty(await migration);
    }

    private async Task<StorageOptions> PlaceInNewFolderAsync()
    {
        var place = await Fixture.NewPlaceAsync();
        return new StorageOptions { ConnectionString = $"Data Source={Path.Combine(Path.ChangeExtension(FileOf(place), null), "data", "caseworker.db")}" };
    }

    private static string FileOf(StorageOptions options) => new SqliteConnectionStringBuilder(options.ConnectionString).DataSource;

    private sealed class WaitLogger : ILogger<Migrator>
    {
        private readonly TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Told => told.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 1001)
                told.TrySetResult();
        }
    }
}
