using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;
using CaseWorker.Storage.Migrations;
using DbUp;
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

    [Fact]
    public async Task A_due_date_that_was_set_by_hand_before_schema_6_is_kept_and_will_fire()
    {
        var place = await Fixture.NewPlaceAsync();
        var five = DeployChanges.To.SqliteDatabase(place.ConnectionString)
            .JournalToSqliteTable("SchemaJournal")
            .WithScripts(MigrationScripts.For(StorageProvider.Sqlite).Take(5))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        Assert.True(five.Successful, five.Error?.ToString());
        await using var database = Database.Open(place);
        var rows = Sql.Both(
            """
            INSERT INTO SupportCase (CaseId, HubId, ServiceId, DepartmentId, Sequence, KeyHash, BodyHash, MessageKey, Worker, AcceptedAt, StoredAt, Status, Waiting,
                AutoClose, OpenedAt, UpdatedAt, DueAt, IsOverdue, Cycle, PossibleDuplicate, RowVersion, IsDueByHand)
            VALUES (1, 1, 1, 1, 1, x'01', x'01', '1', 'w', 1000, 1000, 'new', 0, 0, 1000, 2000, 9000, 0, 1, 0, 1, 1),
                (2, 1, 1, 1, 2, x'02', x'02', '2', 'w', 1000, 1000, 'closed', 0, 0, 1000, 2000, 9000, 0, 1, 0, 1, 1),
                (3, 1, 1, 1, 3, x'03', x'03', '3', 'w', 1000, 1000, 'open', 0, 0, 1000, 2000, NULL, 0, 1, 0, 1, 0)
            """);
        await database.WriteAsync(session => session.ExecuteAsync(rows), Cancellation);

        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(Cancellation);

        var cases = await database.ReadAsync(session => session.QueryAsync<DueCaseRow>(Sql.Both($"SELECT {DueCaseRow.Columns} FROM SupportCase ORDER BY CaseId")), Cancellation);
        var due = cases.ConvertAll(row => row.ToDue());
        var (set, at) = (DateTimeOffset.FromUnixTimeMilliseconds(2000), DateTimeOffset.FromUnixTimeMilliseconds(9000));
        Assert.Equal((at, at, at, set, null), (due[0].DueAt, due[0].NextAt, due[0].SetTo, due[0].CountedFrom, due[0].PolicyMark));
        Assert.Equal((at, null, null), (due[1].DueAt, due[1].NextAt, due[1].PolicyMark));
        Assert.Equal((null, 0L), (due[2].NextAt, due[2].PolicyMark));
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
