using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class AttemptStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Each_attempt_tells_how_many_there_were_before()
    {
        Assert.Equal(0, await BeginAsync("a"));
        Assert.Equal(1, await BeginAsync("a"));
        Assert.Equal(0, await BeginAsync("b"));
        Assert.Equal(2, await BeginAsync("a"));
    }

    [Fact]
    public async Task What_went_well_is_begun_as_if_for_the_first_time()
    {
        await BeginAsync("a");
        await BeginAsync("b");
        await WriteAsync(session => AttemptStore.ForgetAsync(session, StorageRows.Hash("a")));
        Assert.Equal(0, await BeginAsync("a"));
        Assert.Equal(1, await BeginAsync("b"));
    }

    [Fact]
    public async Task Those_begun_most_often_alone_are_read_the_last_ones_first()
    {
        foreach (var (name, minute) in new[] { ("a", 1), ("a", 2), ("b", 2), ("b", 3), ("c", 5), ("d", 6), ("d", 7) })
            await BeginAsync(name, Noon.AddMinutes(minute));

        var read = await ReadAsync(session => AttemptStore.ReadBegunAsync(session, least: 2, since: Noon.AddMinutes(3), count: 1000));
        Assert.Equal([StorageRows.Hash("d"), StorageRows.Hash("b")], read);
    }

    [Fact]
    public async Task Old_attempts_are_removed_by_their_last_time_the_oldest_first_and_no_more_than_asked()
    {
        foreach (var minute in Enumerable.Range(1, 5))
            await BeginAsync($"{minute}", Noon.AddMinutes(minute));

        await BeginAsync("1", Noon.AddMinutes(9));
        Assert.Equal(2, await WriteAsync(session => AttemptStore.RemoveOldAsync(session, Noon.AddMinutes(5), 2)));
        Assert.Equal(1, await WriteAsync(session => AttemptStore.RemoveOldAsync(session, Noon.AddMinutes(5), 2)));
        Assert.Equal(2, await BeginAsync("1"));
        Assert.Equal(0, await BeginAsync("2"));
        Assert.Equal(1, await BeginAsync("5"));
    }

    [Fact]
    public async Task What_is_begun_together_is_found_with_its_count_until_it_is_forgotten()
    {
        byte[][] keys = [StorageRows.Hash("a"), StorageRows.Hash("b"), StorageRows.Hash("c")];
        await BeginAsync("b");
        await WriteAsync(session => AttemptStore.BeginTogetherAsync(session, keys[..2], -1, Noon));
        Assert.Equal([-1, -1], await CountsAsync(keys));

        await WriteAsync(session => AttemptStore.BeginTogetherAsync(session, keys[1..], 0, Noon));
        Assert.Equal([-1, 0, 0], await CountsAsync(keys));
        Assert.Equal(0, await BeginAsync("c"));
        Assert.Equal(1, await BeginAsync("c"));

        await WriteAsync(session => AttemptStore.ForgetAllAsync(session, keys[..2]));
        Assert.Equal([2], await CountsAsync(keys));
    }

    private async Task<IEnumerable<int>> CountsAsync(byte[][] keys) =>
        (await ReadAsync(session => AttemptStore.FindAsync(session, keys))).Select(row => row.Count).Order();

    private Task<int> BeginAsync(string key, DateTimeOffset? now = null) =>
        WriteAsync(session => AttemptStore.BeginAsync(session, StorageRows.Hash(key), now ?? Noon));
}
