using CaseWorker.Storage;
using Xunit;

namespace CaseWorker.Tests.Storage;

/// <summary>A statement that runs on would hold each of these tests up: with SQLite the call returns only when the database has let go.</summary>
public abstract class StoppedReadContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public Task A_read_that_is_cancelled_while_its_statement_runs_stops_in_the_database() => StopAsync(EndlessStatement.RunAsync);

    [Fact]
    public Task A_list_that_is_cancelled_while_its_statement_runs_stops_in_the_database() => StopAsync(EndlessStatement.ListAsync);

    private async Task StopAsync<T>(Func<Session, Task<T>> statement)
    {
        using var cancellation = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(
            () => Database.ReadAsync(
                session =>
                {
                    begun.SetResult();
                    return statement(session);
                },
                cancellation.Token),
            Cancellation);

        await begun.Task;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_read_that_is_cancelled_before_its_statement_begins_does_not_begin_it()
    {
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Database.ReadAsync(
            session =>
            {
                cancellation.Cancel();
                return EndlessStatement.RunAsync(session);
            },
            cancellation.Token));
    }

    [Fact]
    public async Task The_next_read_on_the_same_connection_runs_to_its_end()
    {
        using var cancellation = new CancellationTokenSource();
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Database.ReadAsync(
                session =>
                {
                    cancellation.Cancel();
                    return EndlessStatement.RunAsync(session);
                },
                cancellation.Token));
            await WriteAsync(session => StorageRows.AddCounterAsync(session, serviceId: 10 + i));
            Assert.Equal(i + 1, await ReadAsync(session => session.QueryFirstAsync<int>(CountCounters)));
        }
    }

    [Fact]
    public async Task What_failed_for_another_reason_keeps_its_reason()
    {
        using var cancellation = new CancellationTokenSource();

        var failure = await Record.ExceptionAsync(() => Database.ReadAsync(session => session.QueryFirstAsync<int>(Sql.Both("SELECT Nothing FROM Nowhere")), cancellation.Token));

        Assert.NotNull(failure);
        Assert.IsNotAssignableFrom<OperationCanceledException>(failure);
    }

    private static readonly Sql CountCounters = Sql.Both("SELECT COUNT(*) AS Counters FROM ServiceCounter");
}
