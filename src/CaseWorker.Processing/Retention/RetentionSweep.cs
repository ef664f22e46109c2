using CaseWorker.Storage;
using CaseWorker.Storage.Events;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Webhooks;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Retention;

/// <summary>Deletes what has done its service, in small transactions that hold nobody up. Messages that are parked or held, and keys of cases, are kept for ever.</summary>
/// <remarks>Several schedulers may do it at once: each row is deleted by one of them.</remarks>
public sealed partial class RetentionSweep(Database database, TimeProvider clock, ILogger<RetentionSweep> logger)
{
    private const int BatchSize = 500;

    private static readonly Kept[] All =
    [
        new("finished hand-overs", TimeSpan.FromHours(24), HandOverStore.ForgetAsync),
        new("attempts", TimeSpan.FromDays(7), AttemptStore.RemoveOldAsync),
        new("idempotency keys", TimeSpan.FromDays(7), IdempotencyStore.RemoveOldAsync),
        new("dispatched events", TimeSpan.FromHours(24), OutboxStore.RemoveDispatchedAsync),
        new("finished deliveries", TimeSpan.FromDays(7), WebhookDeliveryStore.RemoveFinishedAsync),
        new("deliveries to removed webhooks", TimeSpan.FromHours(1), WebhookDeliveryStore.RemoveOfNobodyAsync),
    ];

    /// <summary>Deletes until nothing old is left. What fails is logged and left for the next run, and keeps nothing else from being deleted.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; what was deleted until then stays deleted.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var kept in All)
        {
            try
            {
                await DeleteAsync(kept, cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                LogFailed(exception, kept.What);
            }
        }
    }

    private async Task DeleteAsync(Kept kept, CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - kept.For;
        int deleted;
        do
        {
            deleted = await database.WriteAsync(session => kept.DeleteAsync(session, before, BatchSize), cancellation, BatchSize);
        }
        while (deleted == BatchSize);
    }

    [LoggerMessage(4101, LogLevel.Warning, "Old {What} can't be deleted now; the next run tries again")]
    private partial void LogFailed(Exception exception, string what);

    /// <param name="What">For people.</param>
    /// <param name="DeleteAsync">Deletes at most so many that are older than the instant, and says how many.</param>
    private sealed record Kept(string What, TimeSpan For, Func<Session, DateTimeOffset, int, Task<int>> DeleteAsync);
}
