using CaseWorker.Benchmarks.Cases;
using CaseWorker.Storage;

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

        var lane = await BatchWriter.OpenAsync(database);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds((double)Batch / perSecond));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                await lane.StoreAsync(firstNumber + stored, Batch);
                Interlocked.Add(ref stored, Batch);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
