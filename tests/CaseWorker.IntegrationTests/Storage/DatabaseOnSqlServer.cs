using System.Text.Json;
using CaseWorker.Storage;
using CaseWorker.Tests.Storage;
using Microsoft.Data.SqlClient;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

[Collection(SqlServerCollection.Name)]
public sealed class DatabaseOnSqlServer(SqlServerFixture fixture) : DatabaseContract(fixture)
{
    private static readonly Sql Texts = Sql.Both("SELECT CAST(o.value AS nvarchar(max)) AS Text FROM OPENJSON(@json) o ORDER BY CAST(o.[key] AS int)");

    private static readonly Sql Touch = Sql.Both("UPDATE ServiceCounter SET Held = Held + 1 WHERE ServiceId = @serviceId");

    [Fact]
    public async Task Of_two_transactions_that_wait_for_each_other_one_is_told_to_try_again()
    {
        await WriteAsync(async session =>
        {
            await StorageRows.AddCounterAsync(session, 1);
            await StorageRows.AddCounterAsync(session, 2);
        });
        using var bothHoldOne = new Barrier(2);

        var failures = await Task.WhenAll(CrossAsync(bothHoldOne, 1, 2), CrossAsync(bothHoldOne, 2, 1));

        var victim = Assert.Single(failures, failure => failure is not null);
        Assert.True(Database.IsTransient(victim!), victim!.ToString());
    }

    [Fact]
    public async Task Long_texts_are_read_whole_however_the_network_cuts_them()
    {
        var place = await fixture.NewPlaceAsync();
        await using var cutter = new NetworkCutter(new SqlConnectionStringBuilder(place.ConnectionString).DataSource, pieces: 1448);
        var options = new StorageOptions
        {
            Provider = StorageProvider.SqlServer,
            ConnectionString = new SqlConnectionStringBuilder(place.ConnectionString) { DataSource = cutter.DataSource, InitialCatalog = "master", Pooling = false }.ToString(),
        };
        string[] texts = [.. Enumerable.Range(0, 3000).Select(i => $"{i} ✓ {new string('x', i % 97)}")];
        await using var database = Database.Open(options);

        var read = await database.ReadAsync(session => session.QueryAsync<string>(Texts, new { json = JsonSerializer.Serialize(texts) }), Cancellation);

        Assert.Equal(texts, read);
    }

    private Task<Exception?> CrossAsync(Barrier bothHoldOne, int first, int second) => Record.ExceptionAsync(() => WriteAsync(async session =>
    {
        await session.ExecuteAsync(Touch, new { serviceId = first });
        await Task.Factory.StartNew(() => bothHoldOne.SignalAndWait(Cancellation), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await session.ExecuteAsync(Touch, new { serviceId = second });
    })).AsTask();
}
