using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Failpoints;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Consumes one partition's queue: subscribes, stores in order, acknowledges after the commit, and begins anew after whatever ends a channel.</summary>
public sealed partial class LaneConsumer(
    int partitionId, int partitions, RabbitMqOptions options, BrokerConnection connections, LaneWork work, TimeProvider time, ILogger<LaneConsumer> logger)
{
    private const int MaxBatch = 500;

    // Batches stay far below what a transaction can bear, also when every body is as large as it may be.
    private const int MaxBatchBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan PauseBetweenChannels = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseWhenTooNew = TimeSpan.FromSeconds(10);

    private volatile LaneState state = LaneState.Closed;

    public int PartitionId { get; } = partitionId;

    public LaneState State => state;

    /// <summary>Runs until told to stop; then the batch in hand is finished and acknowledged, and the channel closed.</summary>
    /// <param name="draining">No new batch is begun any more.</param>
    /// <param name="giveUp">The batch in hand is abandoned too; the broker delivers it again.</param>
    public async Task RunAsync(CancellationToken draining, CancellationToken giveUp)
    {
        while (!draining.IsCancellationRequested)
        {
            try
            {
                var connection = await connections.GetAsync(draining);
                await using var channel = await LaneChannel.OpenAsync(connection, BrokerNames.QueueOf(PartitionId, partitions), options.Prefetch, draining);

                // Red stays red until a message went through again.
                if (state != LaneState.TooNew)
                    state = LaneState.Open;

                await ConsumeAsync(channel, draining, giveUp);
            }
            catch (OperationCanceledException) when (draining.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                LogChannelFailed(exception, PartitionId);
            }

            await PauseAsync(draining);
        }

        state = LaneState.Stopped;
    }

    /// <summary>Returns when the channel has ended, or must be closed.</summary>
    private async Task ConsumeAsync(LaneChannel channel, CancellationToken draining, CancellationToken giveUp)
    {
        long? epoch = null;
        while (await channel.WaitAsync(draining) && !draining.IsCancellationRequested)
        {
            var batch = TakeBatch(channel);
            using var hold = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
            using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), hold, options.HoldAtMost, Timeout.InfiniteTimeSpan);
            try
            {
                epoch ??= await work.TakePartitionAsync(PartitionId, hold.Token);
                switch (await work.StoreAsync(PartitionId, epoch.Value, batch, hold.Token))
                {
                    case BatchOutcome.Stored:
                        await Failpoint.HitAsync(FailpointNames.AfterCommitBeforeAck, giveUp);
                        await channel.AcknowledgeAsync(batch[^1].Tag, giveUp);
                        state = LaneState.Open;
                        break;
                    case BatchOutcome.Fenced:
                        LogFenced(PartitionId);
                        return;
                    case BatchOutcome.TooNew:
                        state = LaneState.TooNew;
                        LogTooNew(PartitionId);
                        return;
                }
            }
            catch (OperationCanceledException) when (hold.IsCancellationRequested)
            {
                if (!giveUp.IsCancellationRequested)
                {
                    state = LaneState.WaitingForDatabase;
                    LogHeldTooLong(PartitionId, options.HoldAtMost);
                }

                return;
            }
        }
    }

    /// <summary>All that is buffered, up to the limits; a message that needs care stands alone.</summary>
    private static List<LaneDelivery> TakeBatch(LaneChannel channel)
    {
        var batch = new List<LaneDelivery> { channel.Take() };
        long bytes = batch[0].Message.Body.Length;
        while (batch[0].IsPlain && batch.Count < MaxBatch && bytes < MaxBatchBytes && channel.Peek() is { IsPlain: true })
        {
            batch.Add(channel.Take());
            bytes += batch[^1].Message.Body.Length;
        }

        return batch;
    }

    private async Task PauseAsync(CancellationToken draining)
    {
        try
        {
            if (state == LaneState.WaitingForDatabase)
                await work.WaitForDatabaseAsync(draining);

            if (state == LaneState.Open)
                state = LaneState.Closed;

            await Task.Delay(state == LaneState.TooNew ? PauseWhenTooNew : PauseBetweenChannels, time, draining);
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    [LoggerMessage(3040, LogLevel.Warning, "The channel of partition {PartitionId} ended; subscribing again")]
    private partial void LogChannelFailed(Exception exception, int partitionId);

    [LoggerMessage(3041, LogLevel.Warning, "Another worker has taken partition {PartitionId}; what was held here is dropped and delivered there")]
    private partial void LogFenced(int partitionId);

    [LoggerMessage(3042, LogLevel.Error, "Partition {PartitionId} has a message of a newer program, which this one must not store: update this worker")]
    private partial void LogTooNew(int partitionId);

    [LoggerMessage(3043, LogLevel.Error, "The database did not take a batch of partition {PartitionId} for {HoldAtMost}; the messages are given back until it answers")]
    private partial void LogHeldTooLong(int partitionId, TimeSpan holdAtMost);
}
