using System.Text;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage.Events;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CaseWorker.Processing.Events;

/// <summary>Publishes events on one channel of the broker and waits for its confirms.</summary>
/// <param name="connection">Owned by the caller, who gives it up when the broker stays silent.</param>
internal sealed class EventChannel(IConnection connection, IChannel channel) : IAsyncDisposable
{
    public IConnection Connection => connection;

    public bool IsOpen => channel.IsOpen;

    public static async Task<EventChannel> OpenAsync(IConnection connection, CancellationToken cancellation) => new(
        connection,
        await connection.CreateChannelAsync(
            new CreateChannelOptions(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,

                // The size of a batch limits what is unconfirmed; the client's own limit slows down long before it is reached.
                outstandingPublisherConfirmationsRateLimiter: null),
            cancellation));

    /// <summary>Publishes the events of a wave, each of another case, and waits for all confirms.</summary>
    /// <returns>For each, in the same order, whether the broker has it for certain.</returns>
    public Task<bool[]> PublishAsync(IEnumerable<EventRow> wave, CancellationToken cancellation) =>
        Task.WhenAll(wave.Select(row => PublishAsync(row, cancellation)));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await channel.DisposeAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The connection is broken, or about to be ended with everything on it.
        }
    }

    // Not mandatory: that nobody has bound a queue to an event is no fault, and the confirm says that the broker was told.
    private async Task<bool> PublishAsync(EventRow row, CancellationToken cancellation)
    {
        try
        {
            await channel.BasicPublishAsync(BrokerNames.EventsExchange, row.EventName, mandatory: false, PropertiesOf(row), Encoding.UTF8.GetBytes(row.Body), cancellation);
            return true;
        }
        catch (Exception exception) when (exception is PublishException or OperationInterruptedException or RabbitMQClientException or IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static BasicProperties PropertiesOf(EventRow row) => new()
    {
        MessageId = row.MessageId,
        Type = row.EventName,
        ContentType = "application/json",
        DeliveryMode = DeliveryModes.Persistent,
        Timestamp = new AmqpTimestamp(row.CreatedAt.ToUnixTimeSeconds()),
        Headers = new Dictionary<string, object?> { [HeaderNames.HubId] = row.HubId, [HeaderNames.EventNo] = row.EventNo },
    };
}
