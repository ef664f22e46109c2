using System.Collections.Concurrent;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Notes, many at a time, which messages with an Idempotency-Key are in their queues.</summary>
/// <remarks>
/// A note that is lost with the process does no harm: a repeated request then sends its message again under the same ids, and
/// the worker knows it.
/// </remarks>
internal sealed partial class IdempotencyConfirmer(Database database, TimeProvider clock, ILogger<IdempotencyConfirmer> log) : BackgroundService
{
    private const int MaxRows = 500;
    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, IdempotencyRow> pending = new();
    private bool isAway;

    /// <summary>Remembers that the row's message is in its queue; the note follows.</summary>
    public void Confirm(IdempotencyRow row) => pending[row.MessageKey] = row;

    /// <summary>True once the row's message is known to be in its queue, noted or not.</summary>
    public bool IsConfirmed(IdempotencyRow row) => row.ConfirmedAt is not null || pending.ContainsKey(row.MessageKey);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(FlushEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await FlushAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops; StopAsync writes what is left.
        }
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        foreach (var rows in pending.Values.Chunk(MaxRows))
        {
            try
            {
                await database.WriteAsync(
                    async session =>
                    {
                        await IdempotencyStore.ConfirmAsync(session, rows, clock.GetUtcNow());
                        return true;
                    },
                    cancellation,
                    rows.Length);
                isAway = false;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                LogFailure(exception);
                return;
            }

            foreach (var row in rows)
                pending.TryRemove(row.MessageKey, out _);
        }
    }

    private void LogFailure(Exception exception)
    {
        if (!isAway)
            LogAway(exception);

        isAway = true;
    }

    [LoggerMessage(2501, LogLevel.Warning, "Idempotency keys can't be noted as confirmed; it is tried again until it works.")]
    private partial void LogAway(Exception exception);
}
