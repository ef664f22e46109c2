using CaseWorker.Processing;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Partitions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseWorker.Benchmarks.Cases;

/// <summary>Stores batches as a lane does, without a broker before it.</summary>
internal sealed class BatchWriter
{
    private readonly IntakeHandler handler;
    private readonly long epoch;

    private BatchWriter(IntakeHandler handler, long epoch) => (this.handler, this.epoch) = (handler, epoch);

    public static async Task<BatchWriter> OpenAsync(Database database)
    {
        var (clock, instance) = (TimeProvider.System, new Instance("benchmark"));
        var (catalogs, partitions) = (new CatalogCache(database, clock), new PartitionCount(8));
        var handler = new IntakeHandler(
            database,
            catalogs,
            new CaseIdBlocks(database, instance, clock, NullLogger<CaseIdBlocks>.Instance),
            new HeldLine(database, catalogs, partitions, instance, Random.Shared, clock, NullLogger<HeldLine>.Instance),
            partitions,
            instance,
            Random.Shared,
            clock,
            NullLogger<IntakeHandler>.Instance);
        await database.WriteAsync(session => PartitionStore.FixCountAsync(session, 8), CancellationToken.None);
        var epoch = await database.WriteAsync(session => PartitionStore.TakeAsync(session, 0, instance.Name, clock.GetUtcNow()), CancellationToken.None);
        return new BatchWriter(handler, epoch);
    }

    /// <summary>Stores cases in one transaction.</summary>
    /// <param name="first">The number of the first of them.</param>
    public async Task StoreAsync(int first, int count)
    {
        var messages = Enumerable.Range(first, count).Select(number => BenchCase.Of(number).ToMessage(TimeProvider.System.GetUtcNow())).ToList();
        if (await handler.StoreAsync(new LaneBatch(0, epoch, messages), CancellationToken.None) != BatchOutcome.Stored)
            throw new InvalidOperationException("The intake must store its batches, did not.");
    }
}
