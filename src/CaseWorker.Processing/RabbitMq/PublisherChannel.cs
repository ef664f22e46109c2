using CaseWorker.Processing.Intake;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>One generation of publishing: one channel, written by one loop, confirmed by the broker in its own time.</summary>
/// <remarks>
/// The channel keeps the order of its messages, and after a loss the broker has a first part of them and nothing behind it. A new
/// generation has a new source and counts from 1 again, so a message that was under way can't stand in the order of its successors.
/// </remarks>
internal sealed partial class PublisherChannel : IAsyncDisposable
{
    private readonly IConnection connection;
    private readonly string source;
    private readonly int partitions;
    private readonly ILogger logger;
    private readonly ConfirmLedger ledger = new();
    private readonly Dictionary<int, long> counters = [];
    private readonly CancellationTokenSource ended = new();
    private IChannel? channel;

    public PublisherChannel(IConnection connection, string source, int partitions, ILogger logger)
    {
        this.connection = connection;
        this.source = source;
        this.partitions = partitions;
        this.logger = logger;
        Ended = ended.Token;
    }

    /// <summary>Cancelled when the channel is lost or given up. May be asked after the end.</summary>
    public CancellationToken Ended { get; }

    public int Outstanding => ledger.Count;

    public async Task OpenAsync(CancellationToken cancellation)
    {
        channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancellation);
        channel.BasicAcksAsync += (_, args) => Settle(args.DeliveryTag, args.Multiple, SendOutcome.Accepted);
        channel.BasicNacksAsync += (_, args) => Settle(args.DeliveryTag, args.Multiple, SendOutcome.NotSent);
        channel.BasicReturnAsync += OnReturnAsync;
        channel.ChannelShutdownAsync += (_, _) =>
        {
            GiveUp();
            return Task.CompletedTask;
        };
        if (!channel.IsOpen)
            GiveUp();
    }

    /// <summary>Writes one message, without waiting for its confirm. Its fate is said in any case.</summary>
    public async Task WriteAsync(PendingSend pending)
    {
        if (pending.TakeForWriting() is not { } outgoing)
            return;

        pending.N = counters.GetValueOrDefault(outgoing.ServiceId) + 1;
        pending.RoutingKey = PartitionRule.NameOf(PartitionRule.PartitionOf(outgoing.ServiceId, partitions), partitions);
        counters[outgoing.ServiceId] = pending.N;
        if (!ledger.TryAdd(pending))
        {
            pending.Finish(SendOutcome.NotSent);
            return;
        }

        try
        {
            await channel!.BasicPublishAsync(
                BrokerNames.PartitionExchange,
                pending.RoutingKey,
                mandatory: true,
                MessageHeaders.Write(outgoing.Message, source, pending.N, outgoing.ServiceId),
                outgoing.Message.Body,
                Ended);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            if (!Ended.IsCancellationRequested)
                LogWriteFailed(exception);

            GiveUp();
        }
    }

    /// <summary>Ends the generation: what is outstanding is unknown from now on, and nothing more is written.</summary>
    public void GiveUp()
    {
        ledger.Close();
        try
        {
            ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ended and disposed already; the broker's word came late.
        }
    }

    public async ValueTask DisposeAsync()
    {
        GiveUp();
        if (channel is not null)
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

        ended.Dispose();
    }

    private Task Settle(ulong tag, bool multiple, SendOutcome outcome)
    {
        if (outcome == SendOutcome.NotSent)
            LogRefused(tag);

        ledger.Settle(tag, multiple, outcome);
        return Task.CompletedTask;
    }

    private Task OnReturnAsync(object sender, BasicReturnEventArgs args)
    {
        var n = MessageHeaders.Long(args.BasicProperties.Headers, HeaderNames.N) ?? 0;
        if (!ledger.Return(MessageHeaders.Key(args.BasicProperties), n, args.RoutingKey))
            GiveUp();

        LogReturned(args.RoutingKey, args.ReplyText);
        return Task.CompletedTask;
    }

    [LoggerMessage(3010, LogLevel.Error, "Writing to RabbitMQ failed; the connection is given up")]
    private partial void LogWriteFailed(Exception exception);

    [LoggerMessage(3011, LogLevel.Error, "RabbitMQ refused message {Tag}: is the length of a queue limited by a policy?")]
    private partial void LogRefused(ulong tag);

    [LoggerMessage(3012, LogLevel.Error, "No queue takes messages for partition {RoutingKey}: {Reason}")]
    private partial void LogReturned(string routingKey, string reason);
}
