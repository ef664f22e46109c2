using CaseWorker.Storage;
using CaseWorker.Storage.Assignment;
using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class LineStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Lines_are_read_and_written_back()
    {
        await WriteAsync(async session =>
        {
            await StorageRows.AddDepartmentAsync(session, 10);
            await StorageRows.AddDepartmentAsync(session, 20);
            await StorageRows.AddDepartmentAsync(session, 30);
        });

        await WriteAsync(async session =>
        {
            var lines = await LineStore.LockAsync(session, [20, 10]);
            Assert.Equal([10, 20], lines.Keys.Order());
            Assert.All(lines.Values, line => Assert.True(line is { Waiting: 0, LastRepId: null }));
            await LineStore.SaveAsync(session, [lines[10] with { Waiting = 3 }, lines[20] with { LastRepId = 104 }]);
        });

        var read = await ReadAsync(session => LineStore.PeekAsync(session, [10, 20, 99]));
        Assert.Equal(2, read.Count);
        Assert.Equal(3, read[10].Waiting);
        Assert.Null(read[10].LastRepId);
        Assert.Equal(104, read[20].LastRepId);
    }

    [Fact]
    public async Task The_load_of_a_rep_counts_new_and_open_cases_and_no_closed_ones()
    {
        await WriteAsync(session => IntakeStore.AddCasesAsync(
            session,
            [
                StorageRows.Case(1) with { RepId = 100 },
                StorageRows.Case(2) with { RepId = 100, Status = "open" },
                StorageRows.Case(3) with { RepId = 100, Status = "closed" },
                StorageRows.Case(4) with { RepId = 101 },
                StorageRows.Case(5),
            ]));

        var loads = await ReadAsync(session => LineStore.CountCasesAsync(session, [100, 101, 102, 100]));

        Assert.Equal([(100, 2), (101, 1), (102, 0)], loads.OrderBy(load => load.Key).Select(load => (load.Key, load.Value)));
    }

    [Fact]
    public async Task Who_waits_for_the_lock_reads_what_its_holder_left()
    {
        const int Writers = 8;
        const int Steps = 10;
        await WriteAsync(session => StorageRows.AddDepartmentAsync(session));

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var step = 0; step < Steps; step++)
                await WriteAsync(StepAsync);
        })));

        Assert.Equal(Writers * Steps, (await ReadAsync(session => LineStore.PeekAsync(session, [StorageRows.DepartmentId])))[StorageRows.DepartmentId].Waiting);

        static async Task StepAsync(Session session)
        {
            var line = (await LineStore.LockAsync(session, [StorageRows.DepartmentId]))[StorageRows.DepartmentId];
            await LineStore.SaveAsync(session, [line with { Waiting = line.Waiting + 1 }]);
        }
    }
}
