using CaseWorker.Processing;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Storage;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseWorker.Tests.Enqueue;

public sealed class CaseIdBlocksTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql CountBlocks = Sql.Both("SELECT COUNT(*) FROM IdBlock");

    [Fact]
    public async Task Ids_of_several_processes_are_unique_and_ascend_in_each()
    {
        CaseIdBlocks[] processes = [Blocks("a"), Blocks("b"), Blocks("c")];
        var taken = await Task.WhenAll(processes.Select(blocks => blocks.TakeAsync(2500, Cancellation)));
        Assert.Equal(7500, taken.SelectMany(ids => ids).Distinct().Count());
        Assert.All(taken, ids => Assert.Equal(ids.Order(), ids));
    }

    [Fact]
    public async Task Many_callers_of_one_process_get_different_ids()
    {
        var blocks = Blocks("a");
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => blocks.TakeAsync(60, Cancellation))));
        Assert.Equal(3000, taken.SelectMany(ids => ids).Distinct().Count());
    }

    [Fact]
    public async Task An_outage_is_survived_with_the_next_block_that_was_fetched_before_it()
    {
        var blocks = Blocks("a");
        await blocks.TakeAsync(600, Cancellation);
        await WaitForBlockAsync(2);
        await Database.DisposeAsync();
        Assert.Equal(1400, (await blocks.TakeAsync(1400, Cancellation)).Count);
        await Assert.ThrowsAnyAsync<Exception>(() => blocks.NextAsync(Cancellation).AsTask());
    }

    // The fetch is nobody's call, so its row is all that can be waited for.
    private async Task WaitForBlockAsync(int count)
    {
        while (await ReadAsync(session => session.QueryFirstAsync<int>(CountBlocks)) < count)
            await Task.Yield();
    }

    private CaseIdBlocks Blocks(string name) => new(Database, new Instance(name), TimeProvider.System, NullLogger<CaseIdBlocks>.Instance);
}
