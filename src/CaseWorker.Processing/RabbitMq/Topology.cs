using RabbitMQ.Client;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Everything of ours on the broker. Declaring is harmless when it is there already.</summary>
/// <remarks>
/// The arguments of a queue can't be changed: another value is refused by the broker (406) until the queue is deleted.
/// No limit of length may be set on these queues by a policy: a full queue refuses one message and takes the next, which breaks the order.
/// </remarks>
public static class Topology
{
    /// <summary>Crashes and hand-overs count as deliveries, for all messages a worker holds: far more than a bad day brings.</summary>
    private const int DeliveryLimit = 1000;

    /// <summary>Dead letters have no second place to go to, and without a limit newer brokers take 20 and then drop.</summary>
    private const int DeadLetterDeliveryLimit = 1_000_000;

    /// <summary>Declares everything: exchanges, queues and bindings.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.OperationInterruptedException">Something of the same name is there with other properties, or the user may not declare.</exception>
    public static async Task DeclareAsync(IChannel channel, int partitions, CancellationToken cancellation)
    {
        await DeclareSharedAsync(channel, cancellation);
        await DeclarePartitionsAsync(channel, partitions, cancellation);
    }

    /// <summary>Declares what does not depend on the number of partitions.</summary>
    internal static async Task DeclareSharedAsync(IChannel channel, CancellationToken cancellation)
    {
        await channel.ExchangeDeclareAsync(BrokerNames.IntakeExchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellation);
        await channel.ExchangeDeclareAsync(BrokerNames.PartitionExchange, ExchangeType.Direct, durable: true, cancellationToken: cancellation);
        await channel.ExchangeDeclareAsync(BrokerNames.EventsExchange, ExchangeType.Topic, durable: true, cancellationToken: cancellation);
        await channel.ExchangeDeclareAsync(BrokerNames.DeadExchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellation);

        // First the place for dead letters: a queue that can't reach it keeps them, but nobody sees them there.
        await DeclareQueueAsync(channel, BrokerNames.DeadLetterQueue, DeadLetterArguments(), BrokerNames.DeadExchange, "", cancellation);
        await DeclareQueueAsync(channel, BrokerNames.RouterQueue, FifoArguments(), BrokerNames.IntakeExchange, "", cancellation);
    }

    /// <summary>Declares the queues of the partitions and binds them.</summary>
    internal static async Task DeclarePartitionsAsync(IChannel channel, int partitions, CancellationToken cancellation)
    {
        for (var partition = 0; partition < partitions; partition++)
        {
            var key = Intake.PartitionRule.NameOf(partition, partitions);
            await DeclareQueueAsync(channel, BrokerNames.QueueOf(partition, partitions), FifoArguments(), BrokerNames.PartitionExchange, key, cancellation);
        }
    }

    /// <summary>
    /// A queue with an order to keep: one consumer at a time; a message that comes back goes to the front (only with a limit);
    /// what exceeds the limit is moved to the dead letters with confirms, so that it can't get lost on the way.
    /// </summary>
    internal static Dictionary<string, object?> FifoArguments() => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-single-active-consumer"] = true,
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-exchange"] = BrokerNames.DeadExchange,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    /// <summary>No single active consumer, so that people can look into the queue with the management UI.</summary>
    internal static Dictionary<string, object?> DeadLetterArguments() => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = DeadLetterDeliveryLimit,
    };

    private static async Task DeclareQueueAsync(
        IChannel channel, string queue, Dictionary<string, object?> arguments, string exchange, string key, CancellationToken cancellation)
    {
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellation);
        await channel.QueueBindAsync(queue, exchange, key, cancellationToken: cancellation);
    }
}
