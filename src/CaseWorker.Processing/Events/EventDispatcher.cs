using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Events;

/// <summary>Keeps this process's share of the lanes and gives their events numbers, as long as the process runs.</summary>
public sealed partial class EventDispatcher(EventLeases leases, EventNumberer numberer, TimeProvider clock, ILogger<EventDispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private bool isInterrupted;

    /// <summary>Lets go of the lanes; what is in hand at that moment stays in the outbox.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await leases.EndAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The leases run out by themselves.
            LogInterrupted(exception.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DispatchAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Once per outage: others say it too.
                if (!isInterrupted)
                    LogInterrupted(exception.Message);

                isInterrupted = true;
                await Task.Delay(LongestPause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // What was in hand stays in the outbox.
                return;
            }
        }
    }

    private async Task DispatchAsync(CancellationToken stopping)
    {
        var kept = default(long?);
        while (true)
        {
            if (kept is not { } at || clock.GetElapsedTime(at) >= KeepEvery)
            {
                await leases.KeepAsync(stopping);
                kept = clock.GetTimestamp();
                isInterrupted = false;
            }

            // As long a pause as the work took: intake, which writes to the same place, then is never behind events only.
            var begun = clock.GetTimestamp();
            var count = await numberer.NumberAsync(stopping);
            await Task.Delay(count == 0 ? LookEvery : PauseAfter(clock.GetElapsedTime(begun)), clock, stopping);
        }
    }

    private static TimeSpan PauseAfter(TimeSpan took) => took < LongestPause ? took : LongestPause;

    [LoggerMessage(9000, LogLevel.Warning, "Events can't be dispatched now and wait in the outbox: {Reason}")]
    private partial void LogInterrupted(string reason);
}
