using CaseWorker.Benchmarks.Cases;
using CaseWorker.Processing;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Partitions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseWorker.Benchmarks.Due;

/// <summary>Stores new cases beside the sweep, in batches like a lane's, as many a second as wanted or as get through.</summary>
internal sealed class SteadyIntake(Database database, int firstNumber, int perSecond)
{
    private const int Batch = 100;
    private int stored;

    public int Stored => Volatile.Read(ref stored);

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (perSecond == 0)
            return;

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
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds((double)Batch / perSecond));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                var messages = Enumerable.Range(firstNumber + stored, Batch).Select(number => BenchCase.Of(number).ToMessage(clock.GetUtcNow())).ToList();
                if (await handler.StoreAsync(new LaneBatch(0, epoch, messages), CancellationToken.None) != BatchOutcome.Stored)
                    throw new InvalidOperationException("The intake must store its batches, did not.");

                Interlocked.Add(ref stored, Batch);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
