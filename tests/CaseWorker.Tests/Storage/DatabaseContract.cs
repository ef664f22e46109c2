using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class DatabaseContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql Insert = Sql.Both("INSERT INTO Lease (Name, Owner, ExpiresAt) VALUES (@name, 'test', @now)");

    private static readonly Sql ReadNames = Sql.Both("SELECT Name FROM Lease ORDER BY Name");

    private static readonly Sql ReadInstant = Sql.Both("SELECT ExpiresAt FROM Lease WHERE Name = @name");

    private static readonly Sql ReadNoInstant = Sql.Both("SELECT MIN(ExpiresAt) AS ExpiresAt FROM Lease WHERE Name = 'none'");

    private static readonly Sql Count = Sql.Both("UPDATE ServiceCounter SET LastSequence = LastSequence + 1 WHERE ServiceId = 1");

    private static readonly Sql ReadCount = Sql.Both("SELECT LastSequence FROM ServiceCounter WHERE ServiceId = 1");

    private static readonly Sql Unlawful = Sql.Both("UPDATE ServiceCounter SET LastSequence = -1 WHERE ServiceId = 1");

    [Fact]
    public async Task Work_that_throws_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<FormatException>(() => WriteAsync(async session =>
        {
            await InsertAsync(session, "a");
            throw new FormatException("on purpose");
        }));

        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task Work_that_fails_takes_no_other_down()
    {
        var pieces = Enumerable.Range(0, 20).Select(i => Record.ExceptionAsync(() => WriteAsync(async session =>
        {
            await InsertAsync(session, $"{i:00}");
            if (i % 7 == 3)
                throw new FormatException("on purpose");
        })).AsTask());

        var failures = await Task.WhenAll(pieces);

        Assert.Equal([3, 10, 17], failures.Index().Where(failure => failure.Item is FormatException).Select(failure => failure.Index));
        Assert.Equal(17, (await NamesAsync()).Count);
    }

    [Fact]
    public async Task A_key_that_is_taken_is_a_duplicate_and_trying_again_does_not_help()
    {
        await WriteAsync(session => InsertAsync(session, "a"));

        var refusal = await Record.ExceptionAsync(() => WriteAsync(session => InsertAsync(session, "a")));

        Assert.NotNull(refusal);
        Assert.True(Database.IsDuplicate(refusal));
        Assert.False(Database.IsTransient(refusal));
    }

    [Fact]
    public async Task A_key_that_is_taken_in_a_unique_index_is_a_duplicate_too()
    {
        await WriteAsync(session => IntakeStore.AddCasesAsync(session, [StorageRows.Case(1)]));

        var refusal = await Record.ExceptionAsync(() => WriteAsync(session =>
            IntakeStore.AddCasesAsync(session, [StorageRows.Case(2) with { KeyHash = StorageRows.Case(1).KeyHash }])));

        Assert.NotNull(refusal);
        Assert.True(Database.IsDuplicate(refusal));
    }

    [Fact]
    public async Task A_row_that_breaks_a_check_is_neither_a_duplicate_nor_worth_another_try()
    {
        await WriteAsync(session => StorageRows.AddCounterAsync(session));

        var refusal = await Record.ExceptionAsync(() => WriteAsync(session => session.ExecuteAsync(Unlawful)));

        Assert.NotNull(refusal);
        Assert.False(Database.IsDuplicate(refusal));
        Assert.False(Database.IsTransient(refusal));
    }

    [Fact]
    public async Task Work_that_was_given_up_before_its_turn_is_not_done()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Database.WriteAsync(session => InsertAsync(session, "a"), source.Token));
        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task A_second_transaction_waits_for_the_row_and_then_sees_what_the_first_made_of_it()
    {
        await WriteAsync(session => StorageRows.AddCounterAsync(session));
        var locked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var first = WriteAsync(async session =>
        {
            await session.ExecuteAsync(Count);
            locked.SetResult();
            await release.Task;
        });
        await locked.Task;
        var second = WriteAsync(async session =>
        {
            await session.ExecuteAsync(Count);
            return await session.QueryFirstAsync<long>(ReadCount);
        });
        Assert.False(second.IsCompleted);
        release.SetResult();

        await first;
        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task Instants_come_back_as_they_went_in_to_the_millisecond()
    {
        var instant = StorageRows.Noon.AddMilliseconds(7).ToOffset(TimeSpan.FromHours(5));
        await WriteAsync(session => session.ExecuteAsync(Insert, new { name = "a", now = instant }));

        var read = await ReadAsync(session => session.QueryFirstAsync<DateTimeOffset>(ReadInstant, new { name = "a" }));

        Assert.Equal(instant.ToUniversalTime(), read);
        Assert.Equal(TimeSpan.Zero, read.Offset);
        Assert.Null(await ReadAsync(session => session.QueryFirstAsync<DateTimeOffset?>(ReadNoInstant)));
    }

    private static Task<int> InsertAsync(Session session, string name) => session.ExecuteAsync(Insert, new { name, now = StorageRows.Noon });

    private Task<List<string>> NamesAsync() => ReadAsync(session => session.QueryAsync<string>(ReadNames));
}
