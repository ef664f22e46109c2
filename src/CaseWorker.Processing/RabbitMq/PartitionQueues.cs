using CaseWorker.Processing.Intake;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>The queues of one number of partitions, for changing that number.</summary>
/// <param name="connection">Owned by the caller. Each step uses a channel of its own, since asking for a queue that is gone closes the channel.</param>
internal sealed class PartitionQueues(IConnection connection, int partitions)
{
    private readonly string[] names = [.. Enumerable.Range(0, partitions).Select(partition => BrokerNames.QueueOf(partition, partitions))];

    /// <summary>From here on nothing can enter: what is published to these partitions comes back to its publisher.</summary>
    public async Task UnbindAsync(CancellationToken cancellation)
    {
        for (var partition = 0; partition < partitions; partition++)
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
            await channel.QueueUnbindAsync(
                names[partition], BrokerNames.PartitionExchange, PartitionRule.NameOf(partition, partitions), cancellationToken: cancellation);
        }
    }

    /// <summary>What waits in all queues together, and how many consumers they have. Messages in a consumer's hands are not counted while it lives.</summary>
    public async Task<(long Messages, long Consumers)> CountAsync(CancellationToken cancellation)
    {
        var (messages, consumers) = (0L, 0L);
        foreach (var name in names)
        {
            try
            {
                await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
                var queue = await channel.QueueDeclarePassiveAsync(name, cancellation);
                messages += queue.MessageCount;
                consumers += queue.ConsumerCount;
            }
            catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == 404)
            {
                // Deleted by an earlier try of the same change.
            }
        }

        return (messages, consumers);
    }

    /// <summary>Deletes the queues, which must be empty and without consumers.</summary>
    public async Task DeleteAsync(CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        foreach (var name in names)
            await channel.QueueDeleteAsync(name, ifUnused: false, ifEmpty: false, cancellationToken: cancellation);
    }
}
