using CaseWorker.IntegrationTests.Chaos.Plant;
using RabbitMQ.Client;

namespace CaseWorker.IntegrationTests.Chaos.Producers;

/// <summary>A connection of somebody who publishes to <c>case-intake</c>; after any trouble the next publish makes a new one.</summary>
internal sealed class AmqpSender(Installed installed) : IAsyncDisposable
{
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(6);

    private IConnection? connection;
    private IChannel? channel;

    /// <summary>True: confirmed. False: nobody knows.</summary>
    public async Task<bool> TryPublishAsync(byte[] body, string? messageId)
    {
        using var limit = new CancellationTokenSource(ConfirmWithin);
        try
        {
            connection ??= await installed.ConnectAsync(cancellation: limit.Token);
            channel ??= await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), limit.Token);
            var properties = new BasicProperties { Persistent = true };
            if (messageId is not null)
                properties.MessageId = messageId;

            await channel.BasicPublishAsync("case-intake", "", mandatory: true, properties, body, limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await DisposeAsync();
            return false;
        }
    }

    /// <summary>Ends the connection without waiting for a broker that may be silent.</summary>
    public async ValueTask DisposeAsync()
    {
        channel = null;
        if (connection is not { } ended)
            return;

        connection = null;
        try
        {
            await ended.CloseAsync(200, "over", TimeSpan.FromMilliseconds(300), abort: true);
            await ended.DisposeAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Gone is gone.
        }
    }
}
