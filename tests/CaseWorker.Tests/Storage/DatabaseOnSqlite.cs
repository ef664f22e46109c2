using CaseWorker.Storage;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CaseWorker.Tests.Storage;

public sealed class DatabaseOnSqlite(SqliteFixture fixture) : DatabaseContract(fixture)
{
    private static readonly Sql Insert = Sql.Both("INSERT INTO Lease (Name, Owner, ExpiresAt) VALUES (@name, 'test', 0)");

    private static readonly Sql CountRows = Sql.Both("SELECT COUNT(*) AS Leases FROM Lease");

    [Fact]
    public async Task Work_that_waits_together_is_committed_together_and_a_failing_piece_falls_out_alone()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var blocker = WriteAsync(async _ =>
        {
            started.TrySetResult();
            await release.Task;
        });
        await started.Task;

        var runs = 0;
        var group = Enumerable.Range(0, 5).Select(i => Record.ExceptionAsync(() => WriteAsync(async session =>
        {
            runs++;
            await session.ExecuteAsync(Insert, new { name = $"{i}" });
            if (i == 3)
                throw new FormatException("on purpose");
        })).AsTask()).ToArray();
        release.SetResult();
        await blocker;
        var failures = await Task.WhenAll(group);

        // Four ran in the shared transaction until the fourth failed; then each of the five alone.
        Assert.Equal(9, runs);
        Assert.Equal([3], failures.Index().Where(failure => failure.Item is not null).Select(failure => failure.Index));
        Assert.Equal(4, await ReadAsync(session => session.QueryFirstAsync<int>(CountRows)));
    }

    [Fact]
    public async Task A_process_that_writes_all_the_time_does_not_shut_another_one_out()
    {
        await using var busy = Database.Open(new StorageOptions { ConnectionString = Database.ConnectionString });
        var isOver = false;
        var commits = 0;
        var busyWriting = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
            {
                var first = commits++ * 300;
                await busy.WriteAsync(
                    async session =>
                    {
                        for (var i = 0; i < 300; i++)
                            await session.ExecuteAsync(Insert, new { name = $"busy {first + i}" });
                    },
                    CancellationToken.None);
            }
        });

        // Looked for as seldom as the library does it, the lock would be missed for seconds, and some of these would give up.
        for (var i = 0; i < 20; i++)
            await WriteAsync(session => session.ExecuteAsync(Insert, new { name = $"other {i}" }));

        Volatile.Write(ref isOver, true);
        await busyWriting;
        Assert.Equal(20 + (300 * commits), await ReadAsync(session => session.QueryFirstAsync<int>(CountRows)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(14)]
    public void A_database_that_is_busy_full_or_away_is_worth_another_try(int code) =>
        Assert.True(Database.IsTransient(new SqliteException("on purpose", code)));
}
