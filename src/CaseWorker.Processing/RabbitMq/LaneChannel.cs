using System.Threading.Channels;
using CaseWorker.Storage.Failpoints;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>One channel of a lane: takes what the broker sends into a buffer, in order, until the channel ends.</summary>
/// <remarks>
/// It is ended only by closing the channel. Cancelling the consumer would let the broker activate the next worker while this one
/// still holds messages (design 3.1).
/// </remarks>
internal sealed class LaneChannel : IAsyncBasicConsumer, IAsyncDisposable
{
    private readonly Channel<LaneDelivery> buffer = System.Threading.Channels.Channel.CreateUnbounded<LaneDelivery>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(5);

    private readonly IConnection connection;
    private readonly IChannel channel;

    private LaneChannel(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    IChannel? IAsyncBasicConsumer.Channel => channel;

    /// <summary>Opens a channel on the queue and subscribes to it.</summary>
    /// <param name="tag">What the broker calls this consumer; on a channel of its own it need not be unique.</param>
    public static async Task<LaneChannel> OpenAsync(IConnection connection, string queue, string tag, int prefetch, CancellationToken cancellation)
    {
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(false, false, consumerDispatchConcurrency: 1), cancellation);
        var lane = new LaneChannel(connection, channel);
        try
        {
            channel.ChannelShutdownAsync += (_, _) => lane.EndAsync();
            await channel.BasicQosAsync(0, (ushort)prefetch, false, cancellation);
            await channel.BasicConsumeAsync(queue, autoAck: false, tag, lane, cancellation);
            if (Failpoint.IsWrong(FailpointNames.WrongCancelFirst))
                cancellation.Register(() => _ = channel.BasicCancelAsync(tag, noWait: true, CancellationToken.None));

            return lane;
        }
        catch
        {
            await lane.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for deliveries. False: the channel has ended and the buffer is empty.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => buffer.Reader.WaitToReadAsync(cancellation);

    /// <summary>The next delivery without taking it; null when none is buffered.</summary>
    public LaneDelivery? Peek() => buffer.Reader.TryPeek(out var delivery) ? delivery : null;

    /// <summary>Takes the next delivery, which must be there.</summary>
    public LaneDelivery Take() => buffer.Reader.TryRead(out var delivery) ? delivery : throw new InvalidOperationException("A delivery must be buffered.");

    /// <summary>Acknowledges every delivery up to the tag.</summary>
    /// <exception cref="Exception">The channel is closed: the broker will deliver them again.</exception>
    public Task AcknowledgeAsync(ulong tag) => channel.BasicAckAsync(tag, multiple: true, CancellationToken.None).AsTask();

    public Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        // The memory belongs to the client again when this returns.
        var message = MessageHeaders.Read(properties, body.ToArray(), Guid.NewGuid().ToString());

        // Only people publish here without a key; delivered again, such a message gets another one and can't be told from a new one.
        if (redelivered && MessageHeaders.Key(properties) is null)
            message = message with { PossibleDuplicate = true };

        message = message with { ServiceId = MessageHeaders.Int(properties.Headers, HeaderNames.ServiceId) };
        buffer.Writer.TryWrite(new LaneDelivery(
            deliveryTag,
            message,
            MessageHeaders.Long(properties.Headers, HeaderNames.DeliveryCount) ?? 0));
        return Task.CompletedTask;
    }

    // The broker cancels when the queue is deleted: then nothing will come on this channel any more.
    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) => EndAsync();

    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => EndAsync();

    /// <summary>Closes the channel; what was not acknowledged goes back to the front of the queue, in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();

        // With its connection the channel has ended for the broker as well, and closing it would wait for an answer that never comes.
        if (!connection.IsOpen)
            return;

        try
        {
            await channel.CloseAsync().WaitAsync(CloseWithin);
            await channel.DisposeAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            // A broker that does not answer may still take the channel for open: without the connection it does not.
            await BrokerConnection.AbandonAsync(connection);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Lost before it could be closed, which comes to the same for the broker.
        }
    }

    private Task EndAsync()
    {
        buffer.Writer.TryComplete();
        return Task.CompletedTask;
    }
}
