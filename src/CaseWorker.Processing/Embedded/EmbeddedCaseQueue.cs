using System.Collections.Concurrent;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Embedded;

/// <summary>The queue without a broker: a message is accepted when its row is committed.</summary>
/// <remarks>Rows are committed in the order of the calls.</remarks>
public sealed partial class EmbeddedCaseQueue(
    Database database,
    PartitionCount partitions,
    Instance instance,
    EmbeddedSignal signal,
    TimeProvider clock,
    ILogger<EmbeddedCaseQueue> logger) : ICaseQueue
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<int, long> counters = new();
    private readonly Lock order = new();
    private readonly IntakeQueueWriter writer = new(database);
    private volatile bool lastFailed;

    /// <summary>False after a commit failed, until one succeeds.</summary>
    public bool IsReady => !lastFailed;

    public async Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = clock.CreateTimer(_ => limit.Cancel(), null, Budget, Timeout.InfiniteTimeSpan);
        var commit = Commit(outgoing, limit.Token);
        try
        {
            await commit.WaitAsync(limit.Token);
            lastFailed = false;
            signal.Wake();
            return SendOutcome.Accepted;
        }
        catch (OperationCanceledException)
        {
            // The writer may be about to commit it.
            return commit.IsCanceled ? SendOutcome.NotSent : SendOutcome.Unknown;
        }
        catch (Exception exception)
        {
            lastFailed = true;
            LogNotQueued(exception);

            // A file's commit failed or succeeded; a server's answer can get lost after it did.
            return database.Provider == StorageProvider.Sqlite ? SendOutcome.NotSent : SendOutcome.Unknown;
        }
    }

    /// <summary>Always true: the queue is a table of the database.</summary>
    public Task<bool> IsDrainedAsync(CancellationToken cancellation) => Task.FromResult(true);

    private Task Commit(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        // Counting and handing in are one step, else a later number could be committed first.
        lock (order)
        {
            var n = counters.AddOrUpdate(outgoing.ServiceId, 1, (_, last) => last + 1);
            var message = outgoing.Message with { Source = instance.Name, SourceN = n };
            var row = new QueuedRow(PartitionRule.PartitionOf(outgoing.ServiceId, partitions.Value), message, outgoing.ServiceId);
            return writer.WriteAsync(row, outgoing.ServiceId, outgoing.Run, cancellation);
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "A message could not be queued")]
    private partial void LogNotQueued(Exception exception);
}
