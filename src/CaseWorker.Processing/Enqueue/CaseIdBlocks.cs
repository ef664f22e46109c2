using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Gives out the ids of cases: unique in the installation, ascending in this process, with gaps after each restart.</summary>
/// <remarks>
/// The next block is fetched when half of the current one is used, so that between 500 and 1,500 ids are at hand when the
/// database goes away.
/// </remarks>
public sealed partial class CaseIdBlocks(Database database, Instance instance, TimeProvider clock, ILogger<CaseIdBlocks> log)
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private int next;
    private int end;
    private int? reserve;
    private Task? fetching;
    private DateTimeOffset notBefore;

    /// <summary>The next id.</summary>
    /// <exception cref="Exception">No id was left and the database would not give a block; <see cref="Database.IsTransient"/> tells whether to try again.</exception>
    public async ValueTask<int> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (next == end && reserve is { } first)
                {
                    (next, end) = (first, first + IdBlockStore.BlockSize);
                    reserve = null;
                }

                if (next < end)
                {
                    FetchAhead();
                    return next++;
                }

                wait = fetching ??= FetchAsync();
            }

            await wait.WaitAsync(cancellation);
        }
    }

    /// <summary>As many ids, ascending but not always adjacent.</summary>
    /// <exception cref="Exception">As for <see cref="NextAsync"/>; the ids taken until then are lost.</exception>
    public async Task<IReadOnlyList<int>> TakeAsync(int count, CancellationToken cancellation)
    {
        var ids = new int[count];
        for (var i = 0; i < count; i++)
            ids[i] = await NextAsync(cancellation);

        return ids;
    }

    // Nobody waits for this fetch: when it fails, a later call tries again.
    private void FetchAhead()
    {
        if (reserve is not null || fetching is not null || end - next > IdBlockStore.BlockSize / 2 || clock.GetUtcNow() < notBefore)
            return;

        fetching = FetchAsync();
        _ = fetching.ContinueWith(
            task => LogFailure(task.Exception!.InnerException!.Message),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    // Runs to its end whoever gives up waiting, so that no block is taken in vain.
    private async Task FetchAsync()
    {
        // The caller holds the lock; whatever happens next must not run inside it.
        await Task.Yield();
        try
        {
            var first = await database.WriteAsync(
                session => IdBlockStore.TakeAsync(session, instance.Name, clock.GetUtcNow()),
                CancellationToken.None);
            lock (gate)
            {
                reserve = first;
                fetching = null;
            }
        }
        catch
        {
            lock (gate)
            {
                notBefore = clock.GetUtcNow() + RetryEvery;
                fetching = null;
            }

            throw;
        }
    }

    [LoggerMessage(2500, LogLevel.Warning, "No block of case ids could be fetched ahead: {Reason}. Ids are given out until the current block ends.")]
    private partial void LogFailure(string reason);
}
