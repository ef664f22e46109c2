using CaseWorker.Storage;
using Xunit;

namespace CaseWorker.Tests.Storage;

public sealed class SqlServerDatabaseTests
{
    [Fact]
    public async Task A_server_that_is_away_is_worth_another_try()
    {
        await using var database = Database.Open(new StorageOptions
        {
            Provider = StorageProvider.SqlServer,
            ConnectionString = "Server=127.0.0.1,9;User ID=nobody;Password=nothing;Encrypt=False;Connect Timeout=2;ConnectRetryCount=0",
        });

        var failure = await Record.ExceptionAsync(() =>
            database.WriteAsync(_ => Task.CompletedTask, TestContext.Current.CancellationToken));

        Assert.NotNull(failure);
        Assert.True(database.IsTransient(failure), failure.ToString());
        Assert.False(database.IsDuplicate(failure));
    }
}
