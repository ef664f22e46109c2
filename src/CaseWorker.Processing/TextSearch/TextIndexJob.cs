using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.TextSearch;

/// <summary>Keeps the index of words at most two seconds behind, as long as the process runs. Any number of processes may.</summary>
public sealed partial class TextIndexJob(TextIndexer indexer, FullTextSettler settler, TimeProvider clock, ILogger<TextIndexJob> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // A write that stood so long shows that others write at full speed.
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(25);
    private const int StepsBackWhileBusy = 4;

    // About as long as a server's full-text search takes to notice a change.
    private static readonly TimeSpan SettleEvery = TimeSpan.FromSeconds(2);
    private long settledAt;
    private bool isInterrupted;
    private bool isSettlingInterrupted;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = LongestPause;
            try
            {
                var begun = clock.GetTimestamp();
                var step = await indexer.RunAsync(stoppingToken);
                pause = step.Cases == 0 ? LookEvery : PauseAfter(clock.GetElapsedTime(begun), step.Waited);
                isInterrupted = false;
                if (step.FullText && clock.GetElapsedTime(settledAt) >= SettleEvery)
                    await SettleAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Once per outage.
                if (!isInterrupted)
                    LogInterrupted(exception);

                isInterrupted = true;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // What was in hand still waits.
                return;
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SettleAsync(CancellationToken stoppingToken)
    {
        try
        {
            await settler.RunAsync(stoppingToken);
            isSettlingInterrupted = false;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            if (!isSettlingInterrupted)
                LogSettlingInterrupted(exception);

            isSettlingInterrupted = true;
        }

        settledAt = clock.GetTimestamp();
    }

    // At least as long a pause as the work took: intake, which writes to the same place, then is never behind words only.
    private static TimeSpan PauseAfter(TimeSpan took, TimeSpan waited)
    {
        var pause = waited < Busy ? took : took * StepsBackWhileBusy;
        return pause < LongestPause ? pause : LongestPause;
    }

    [LoggerMessage(9300, LogLevel.Warning, "Words of cases can't be indexed now; what changed waits and is found later")]
    private partial void LogInterrupted(Exception exception);

    [LoggerMessage(9301, LogLevel.Warning, "The server can't be asked how far its full-text search is; cases stay in the table of words, where they are found, until it can")]
    private partial void LogSettlingInterrupted(Exception exception);
}
