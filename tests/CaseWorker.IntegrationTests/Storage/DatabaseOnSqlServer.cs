using CaseWorker.Storage;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

[Collection(SqlServerCollection.Name)]
public sealed class DatabaseOnSqlServer(SqlServerFixture fixture) : DatabaseContract(fixture)
{
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

    private Task<Exception?> CrossAsync(Barrier bothHoldOne, int first, int second) => Record.ExceptionAsync(() => WriteAsync(async session =>
    {
        await session.ExecuteAsync(Touch, new { serviceId = first });
        await Task.Factory.StartNew(() => bothHoldOne.SignalAndWait(Cancellation), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await session.ExecuteAsync(Touch, new { serviceId = second });
    })).AsTask();
}
