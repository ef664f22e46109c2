using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>Takes what MassTransit dispatches concurrently, puts it in order again, and routes it in runs, one after the other.</summary>
/// <remarks>
/// Deliveries of one channel are told apart from those of the next: what a dead channel left is delivered again. Stopping is the same
/// as for the lanes: finish the run, let it be acknowledged, close the channel; a consumer is never cancelled while it holds messages.
/// </remarks>
public sealed partial class RouterPump : IAsyncDisposable
{
    private const int MaxRun = 500;
    private const long MaxRunBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan AcknowledgeWithin = TimeSpan.FromSeconds(5);

    private readonly RouterWork work;
    private readonly RabbitMqOptions options;
    private readonly Instance instance;
    private readonly TimeProvider time;
    private readonly ILogger<RouterPump> logger;
    private readonly SemaphoreSlim offered = new(0);
    private readonly Lock gate = new();
    private readonly CancellationTokenSource draining = new();
    private readonly CancellationTokenSource giveUp = new();
    private readonly Task loop;
    private RouterChannel? current;
    private int channels;

    public RouterPump(RouterWork work, IOptions<RabbitMqOptions> options, Instance instance, TimeProvider time, ILogger<RouterPump> logger)
    {
        this.work = work;
        this.options = options.Value;
        this.instance = instance;
        this.time = time;
        this.logger = logger;
        loop = Task.Run(PumpAsync);
    }

    /// <summary>Completes when the message may be acknowledged, or when its channel is closed and no acknowledgement counts any more.</summary>
    internal async Task AcceptAsync(IChannel channel, RouterDelivery delivery)
    {
        if (ChannelOf(channel) is not { } own)
            return;

        if (draining.IsCancellationRequested)
        {
            // The channel whose run is in hand is closed once that is acknowledged. One that MassTransit opens while we stop has nothing
            // in hand and is closed at once. On either nothing more may be acknowledged, so that it all comes again, to the next router.
            if (own.IsLate)
                _ = own.CloseAsync();

            await own.Closed;
            return;
        }

        own.Offer(delivery);
        offered.Release();
        await Task.WhenAny(delivery.Done, own.Closed);
    }

    /// <summary>MassTransit has acknowledged a message, or failed to.</summary>
    internal void Acknowledged(IChannel channel)
    {
        lock (gate)
        {
            if (current is not null && ReferenceEquals(current.Channel, channel))
                current.Acknowledged();
        }
    }

    /// <summary>Finishes the run in hand and closes the channel; after that nothing more is taken. The bus must be stopped at once.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        await draining.CancelAsync();
        try
        {
            await loop.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await giveUp.CancelAsync();
            await loop;
        }

        RouterChannel? last;
        lock (gate)
            last = current;

        if (last is null)
            return;

        await CloseAsync(last);
    }

    public async ValueTask DisposeAsync()
    {
        await DrainAsync(CancellationToken.None);
        draining.Dispose();
        giveUp.Dispose();
        offered.Dispose();
    }

    // Null: a late word of a channel that is closed; what it brought comes again.
    private RouterChannel? ChannelOf(IChannel channel)
    {
        lock (gate)
        {
            if (current is not null && ReferenceEquals(current.Channel, channel))
                return current;

            return channel.IsClosed ? null : current = new RouterChannel(channel, $"{instance.Name}/router/{++channels}", time) { IsLate = draining.IsCancellationRequested };
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                await offered.WaitAsync(draining.Token);
                RouterChannel? channel;
                lock (gate)
                    channel = current;

                while (channel is { Ended.IsCancellationRequested: false } && !draining.IsCancellationRequested
                    && channel.Take(MaxRun, MaxRunBytes) is { Count: > 0 } run)
                    await RouteAsync(channel, run);
            }
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task RouteAsync(RouterChannel channel, List<RouterDelivery> run)
    {
        using var hold = CancellationTokenSource.CreateLinkedTokenSource(giveUp.Token, channel.Ended);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), hold, options.HoldAtMost, Timeout.InfiniteTimeSpan);

        // A run that can't be finished now, because nobody takes its messages, does not keep the process from leaving.
        await using var leaving = draining.Token.Register(static source => ((CancellationTokenSource)source!).CancelAfter(FinishWithin), hold);
        try
        {
            if (await work.RouteAsync(channel.Turn, run, hold.Token))
            {
                channel.Finish(run);
                return;
            }

            LogFenced();
        }
        catch (Exception exception)
        {
            if (!hold.IsCancellationRequested)
                LogFailed(exception);
        }

        // Given back in order. Acknowledging nothing of this run and closing is the only way that keeps it.
        await CloseAsync(channel);
    }

    // What earlier runs have done must not come again for want of a word that is still on its way.
    private async Task CloseAsync(RouterChannel channel)
    {
        await channel.UntilAcknowledgedAsync(AcknowledgeWithin, time);
        await channel.UntilSettledAsync(BrokerNames.RouterQueue, AcknowledgeWithin, time);
        await channel.CloseAsync();
    }

    [LoggerMessage(3071, LogLevel.Warning, "Another worker hands the messages of case-intake on; what was held here is dropped and delivered there")]
    private partial void LogFenced();

    [LoggerMessage(3070, LogLevel.Error, "Routing failed; the messages in hand are given back and taken again")]
    private partial void LogFailed(Exception exception);
}
