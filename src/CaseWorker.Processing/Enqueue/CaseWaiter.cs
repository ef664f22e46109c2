using System.Collections.Concurrent;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Waits for accepted cases to be stored: one poller for all that wait in this process, 20 times a second, one statement each time.</summary>
public sealed partial class CaseWaiter(Database database, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<CaseWaiter> log)
    : BackgroundService
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<TaskCompletionSource<CaseFate>, int> waiting = new();
    private bool isAway;

    /// <summary>Answers as soon as the case is stored or parked, else <see cref="CaseFate.Pending"/> when <paramref name="patience"/> is over or the process stops.</summary>
    public async Task<CaseFate> WaitAsync(int caseId, TimeSpan patience, CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource<CaseFate>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TryAdd(waiter, caseId);
        using var stopping = lifetime.ApplicationStopping.Register(() => waiter.TrySetResult(new CaseFate.Pending()));
        try
        {
            return await waiter.Task.WaitAsync(patience, clock, cancellation);
        }
        catch (TimeoutException)
        {
            return new CaseFate.Pending();
        }
        finally
        {
            waiting.TryRemove(waiter, out _);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PollEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (!waiting.IsEmpty)
                    await PollAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task PollAsync(CancellationToken cancellation)
    {
        try
        {
            var waiters = waiting.ToArray();
            var fates = await database.ReadAsync(
                session => FateStore.FindAsync(session, [.. waiters.Select(waiter => waiter.Value).Distinct()]),
                cancellation);
            foreach (var (waiter, caseId) in waiters)
            {
                if (fates.TryGetValue(caseId, out var parkedId))
                    waiter.TrySetResult(parkedId is { } id ? new CaseFate.Parked(id) : new CaseFate.Stored());
            }

            isAway = false;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            if (!isAway)
                LogAway(exception);

            isAway = true;
        }
    }

    [LoggerMessage(2504, LogLevel.Warning, "Waiting callers can't be told whether their cases are stored; the database is asked again.")]
    private partial void LogAway(Exception exception);
}
