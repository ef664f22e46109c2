using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage.Failpoints;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Consumes one partition's queue whenever its seat says so: subscribes, stores in order, acknowledges after the commit.</summary>
/// <param name="tag">What people read beside the queue in the management UI.</param>
public sealed partial class LaneConsumer(
    OwnSeat seat, int partitions, string tag, RabbitMqOptions options, BrokerConnection connections, LaneWork work, TimeProvider time, ILogger<LaneConsumer> logger)
{
    // Batches stay far below what a transaction can bear, also when every body is as large as it may be.
    private const int MaxBatchBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan ConnectAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AcknowledgeWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseBetweenChannels = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseWhenTooNew = TimeSpan.FromSeconds(10);

    private volatile LaneState state = LaneState.Closed;

    public int PartitionId => seat.PartitionId;

    public LaneState State => state == LaneState.Closed && seat.IsKeptWaiting && connections.IsOpen ? LaneState.Waiting : state;

    /// <summary>Runs until told to stop; then the batch in hand is finished and acknowledged, and the channel closed.</summary>
    /// <param name="draining">No new batch is begun any more.</param>
    /// <param name="closing">Nothing will come any more: what was delivered is still stored, since given back it would only come again.</param>
    /// <param name="giveUp">The batch in hand is abandoned too; the broker delivers it again.</param>
    public async Task RunAsync(CancellationToken draining, CancellationToken closing, CancellationToken giveUp)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(draining, closing);
        while (!ending.IsCancellationRequested)
        {
            try
            {
                // Also a worker that is subscribed nowhere keeps its connection, so that it can serve at once when it must.
                await connections.GetAsync(ending.Token);
                if (await seat.UntilInvitedAsync(ConnectAgainAfter, time, ending.Token) is { } turn)
                    await TakeTurnAsync(turn, draining, closing, giveUp);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                break;
            }
        }

        state = LaneState.Stopped;
    }

    /// <summary>One channel, from its opening to its end. Throws nothing but when stopping.</summary>
    private async Task TakeTurnAsync(SeatTurn turn, CancellationToken draining, CancellationToken closing, CancellationToken giveUp)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(draining, turn.LettingGo);
        try
        {
            var connection = await connections.GetAsync(leaving.Token);
            await using (var channel = await LaneChannel.OpenAsync(connection, BrokerNames.QueueOf(PartitionId, partitions), tag, options.Prefetch, leaving.Token))
            {
                await Failpoint.HitAsync(FailpointNames.HandOverSubscribed, leaving.Token);

                // Red stays red until a message went through again.
                if (state != LaneState.TooNew)
                    state = LaneState.Open;

                turn.Opened(state == LaneState.TooNew);
                if (!await ConsumeAsync(channel, turn, leaving.Token, closing, giveUp))
                    await BrokerConnection.AbandonAsync(connection);

                if (turn.LettingGo.IsCancellationRequested)
                    await Failpoint.HitAsync(FailpointNames.HandOverDrained, giveUp);
            }

            if (turn.LettingGo.IsCancellationRequested)
                await Failpoint.HitAsync(FailpointNames.HandOverLetGo, giveUp);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // Stopping, or letting go before anything was subscribed.
        }
        catch (Exception exception)
        {
            LogChannelFailed(exception, PartitionId);
        }
        finally
        {
            if (state == LaneState.Open)
                state = LaneState.Closed;

            turn.End(state == LaneState.TooNew);
        }

        if (!leaving.IsCancellationRequested && !closing.IsCancellationRequested)
            await PauseAsync(draining);
    }

    /// <summary>Returns when the channel has ended, or must be closed.</summary>
    /// <returns>False: another worker has the partition though this channel seems open. The broker has given this connection up, whether it is told so yet or not.</returns>
    private async Task<bool> ConsumeAsync(LaneChannel channel, SeatTurn turn, CancellationToken leaving, CancellationToken closing, CancellationToken giveUp)
    {
        long? epoch = null;
        while (await HasNextAsync(channel, leaving, closing))
        {
            turn.Holds();
            var batch = TakeBatch(channel, work.MaxBatch);
            using var hold = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
            using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), hold, options.HoldAtMost, Timeout.InfiniteTimeSpan);
            try
            {
                epoch ??= await work.TakePartitionAsync(PartitionId, hold.Token);
                switch (await work.StoreAsync(PartitionId, epoch.Value, batch, hold.Token))
                {
                    case BatchOutcome.Stored:
                        await Failpoint.HitAsync(FailpointNames.AfterCommitBeforeAck, giveUp);

                        // However little time is left: what is stored is not delivered again for want of a word.
                        await channel.AcknowledgeAsync(batch[^1].Tag).WaitAsync(AcknowledgeWithin, time, CancellationToken.None);
                        state = LaneState.Open;
                        turn.Fits();
                        break;
                    case BatchOutcome.Fenced:
                        LogFenced(PartitionId);
                        return false;
                    case BatchOutcome.TooNew:
                        state = LaneState.TooNew;
                        LogTooNew(PartitionId);
                        return true;
                }
            }
            catch (OperationCanceledException) when (hold.IsCancellationRequested)
            {
                if (!giveUp.IsCancellationRequested)
                {
                    state = LaneState.WaitingForDatabase;
                    LogHeldTooLong(PartitionId, options.HoldAtMost);
                }

                return true;
            }
        }

        return true;
    }

    private static async Task<bool> HasNextAsync(LaneChannel channel, CancellationToken leaving, CancellationToken closing)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leaving, closing);
        try
        {
            return await channel.WaitAsync(either.Token) && !leaving.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return false;
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            return channel.Peek() is not null;
        }
    }

    /// <summary>All that is buffered and needs the same care, up to the limits; a body that is too large stands alone.</summary>
    private static List<LaneDelivery> TakeBatch(LaneChannel channel, int maxBatch)
    {
        var batch = new List<LaneDelivery> { channel.Take() };
        long bytes = batch[0].Message.Body.Length;
        while (batch.Count < maxBatch && bytes < MaxBatchBytes && channel.Peek() is { } next && next.IsLike(batch[0]))
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

            if (state == LaneState.WaitingForDatabase)
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
