using CaseWorker.IntegrationTests.Storage;
using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using CaseWorker.Storage.TextSearch;
using CaseWorker.Tests.Storage;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

[assembly: AssemblyFixture(typeof(SqlServerFixture))]

namespace CaseWorker.IntegrationTests.Storage;

/// <summary>One database on the run's T-SQL server, emptied before each test, since making one takes seconds there.</summary>
/// <remarks>Its test classes are all in <see cref="SqlServerCollection"/>, so that one test at a time uses it.</remarks>
public sealed class SqlServerFixture : StorageFixture, IAsyncDisposable
{
    // The tables in which the migrations put rows.
    private static readonly string[] Filled = ["SchemaInfo", "Installation", "OutboxLane", "DueCursor", "TextTurn", "CaseTextMode"];

    private readonly Lazy<Task<SqlServerPlace>> server = new(SqlServerPlace.FindAsync);
    private readonly Lazy<Task<StorageOptions>> shared;
    private readonly List<string> names = [];
    private string? emptying;

    public SqlServerFixture() => shared = new(MigrateAsync);

    public override async Task<Database> OpenFreshAsync()
    {
        var options = await shared.Value;
        await EmptyAsync(options.ConnectionString);
        return Database.Open(options);
    }

    public override async Task<StorageOptions> NewPlaceAsync()
    {
        var place = await server.Value;
        Assert.SkipWhen(place.ConnectionString is null, place.WhyNot);

        var name = $"caseworker_test_{Guid.NewGuid():N}";
        names.Add(name);
        return new StorageOptions
        {
            Provider = StorageProvider.SqlServer,
            ConnectionString = new SqlConnectionStringBuilder(place.ConnectionString) { InitialCatalog = name }.ToString(),

            // What holds on every server; full-text search has tests of its own.
            FullText = false,
        };
    }

    /// <summary>Takes the server's full-text search into use on the database that all tests share, until it is emptied for the next one.</summary>
    /// <returns>False: the server has none.</returns>
    public async Task<bool> UseFullTextAsync()
    {
        await using var database = await OpenWithFullTextAsync(wanted: true);
        return (await database.ReadAsync(TextTurnStore.ReadAsync, CancellationToken.None)).FullText;
    }

    /// <summary>The shared database, brought up to date by a program that wants full-text search or does not.</summary>
    public async Task<Database> OpenWithFullTextAsync(bool wanted)
    {
        var options = await shared.Value;
        var database = Database.Open(new StorageOptions { Provider = options.Provider, ConnectionString = options.ConnectionString, FullText = wanted });
        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        if (!server.IsValueCreated)
            return;

        SqlConnection.ClearAllPools();
        await using var place = await server.Value;
        if (place.ConnectionString is not null)
            await DropAsync(place.ConnectionString);
    }

    private async Task<StorageOptions> MigrateAsync()
    {
        var options = await NewPlaceAsync();
        await using var database = Database.Open(options);
        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);

        // What the migrations wrote is kept aside, to be put back each time.
        await using var connection = new SqlConnection(options.ConnectionString);
        await connection.ExecuteAsync(string.Concat(Filled.Select(table => $"SELECT * INTO First{table} FROM {table};")));
        return options;
    }

    private async Task EmptyAsync(string connectionString)
    {
        await using var connection = new SqlConnection(connectionString);
        if (emptying is null)
        {
            var tables = await connection.QueryAsync<string>(
                "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_NAME <> 'SchemaJournal'");
            emptying = string.Concat(tables.Where(table => !Filled.Contains(Of(table), StringComparer.OrdinalIgnoreCase)).Select(table => $"DELETE FROM dbo.[{table}];"))
                + string.Concat(Filled.Select(table => $"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM First{table};"));
        }

        await connection.ExecuteAsync(emptying);
    }

    // "FirstInstallation" is what is kept of "Installation". Servers differ in how they write names.
    private static string Of(string table) => table.StartsWith("First", StringComparison.OrdinalIgnoreCase) ? table["First".Length..] : table;

    private async Task DropAsync(string connectionString)
    {
        var builder = new SqlConnectionStringBuilder(connectionString) { InitialCatalog = "master", Pooling = false };
        await using var connection = new SqlConnection(builder.ToString());
        foreach (var name in names)
        {
            try
            {
                await connection.ExecuteAsync($"IF DB_ID('{name}') IS NOT NULL DROP DATABASE [{name}]");
            }
            catch (SqlException exception)
            {
                // A session that is still closing keeps its database; leaving an empty one behind is no reason to fail the run.
                TestContext.Current.SendDiagnosticMessage("{0} stays: {1}", name, exception.Message);
            }
        }
    }
}
