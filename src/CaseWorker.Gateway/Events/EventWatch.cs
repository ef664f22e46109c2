using System.Collections.Frozen;
using CaseWorker.Storage;
using CaseWorker.Storage.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Gateway.Events;

/// <summary>Looks for new events, once for all streams of this process, and wakes those of the hubs that have some.</summary>
internal sealed partial class EventWatch(Database database, EventStreams streams, TimeProvider time, ILogger<EventWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private volatile Look seen = new(FrozenDictionary<int, long>.Empty);
    private bool isAway;

    /// <summary>Returns as soon as the hub is seen to have events beyond the number, at the latest after the limit.</summary>
    public async Task WaitAsync(int hubId, long after, TimeSpan limit, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var look = seen;
            var left = limit - time.GetElapsedTime(begun);
            if (look.Latest.GetValueOrDefault(hubId) > after || left <= TimeSpan.Zero)
                return;

            try
            {
                await look.Next.WaitAsync(left, time, cancellation);
            }
            catch (TimeoutException)
            {
                return;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (streams.Any)
                    await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            var rows = await database.ReadAsync(EventFeedStore.ReadLatestAsync, stopping);
            isAway = false;
            if (rows.Count == seen.Latest.Count && rows.All(row => seen.Latest.GetValueOrDefault(row.HubId) == row.LastEventNo))
                return;

            var before = seen;
            seen = new Look(rows.ToFrozenDictionary(row => row.HubId, row => row.LastEventNo));
            before.Done();
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            if (!isAway)
                LogAway(exception.Message);

            isAway = true;
        }
    }

    [LoggerMessage(9100, LogLevel.Warning, "Streams of events wait for the database: {Reason}")]
    private partial void LogAway(string reason);

    private sealed class Look(FrozenDictionary<int, long> latest)
    {
        private readonly TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public FrozenDictionary<int, long> Latest => latest;

        /// <summary>Completes when there is another look.</summary>
        public Task Next => next.Task;

        public void Done() => next.SetResult();
    }
}
