using System.Threading.Channels;
using CaseWorker.Benchmarks.Broker;
using CaseWorker.Processing.RabbitMq;
using RabbitMQ.Client;

namespace CaseWorker.Benchmarks.Bare;

/// <summary>A consumer of all queues on one channel with nothing around it.</summary>
internal sealed class BareConsumer : IAsyncDisposable
{
    private readonly IChannel channel;
    private readonly Channel<(ulong Tag, int Number)> arrived =
        System.Threading.Channels.Channel.CreateUnbounded<(ulong, int)>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private BareConsumer(IChannel channel) => this.channel = channel;

    /// <summary>Subscribes to every queue.</summary>
    /// <param name="prefetch">For each queue.</param>
    public static async Task<BareConsumer> StartAsync(IConnection connection, BenchQueues queues, ushort prefetch)
    {
        var channel = await connection.CreateChannelAsync();
        var consumer = new BareConsumer(channel);
        await channel.BasicQosAsync(0, prefetch, global: false);
        foreach (var queue in queues.Names)
            await channel.BasicConsumeAsync(queue, autoAck: false, new Receiver(channel, consumer.arrived.Writer));

        return consumer;
    }

    /// <summary>Waits for the next numbers of cases, at most <paramref name="most"/>, in the order in which they came.</summary>
    /// <returns>The tag by which all of them are acknowledged.</returns>
    public async ValueTask<ulong> TakeAsync(List<int> numbers, int most)
    {
        numbers.Clear();
        ulong last = 0;
        await arrived.Reader.WaitToReadAsync();
        while (numbers.Count < most && arrived.Reader.TryRead(out var delivery))
        {
            numbers.Add(delivery.Number);
            last = delivery.Tag;
        }

        return last;
    }

    /// <summary>Everything up to the tag is done.</summary>
    public ValueTask AckAsync(ulong tag) => channel.BasicAckAsync(tag, multiple: true);

    public ValueTask DisposeAsync() => channel.DisposeAsync();

    private sealed class Receiver(IChannel channel, ChannelWriter<(ulong Tag, int Number)> arrived) : AsyncDefaultBasicConsumer(channel)
    {
        public override Task HandleBasicDeliverAsync(
            string consumerTag,
            ulong deliveryTag,
            bool redelivered,
            string exchange,
            string routingKey,
            IReadOnlyBasicProperties properties,
            ReadOnlyMemory<byte> body,
            CancellationToken cancellationToken = default)
        {
            arrived.TryWrite((deliveryTag, MessageHeaders.Int(properties.Headers, HeaderNames.CaseId)!.Value));
            return Task.CompletedTask;
        }
    }
}
