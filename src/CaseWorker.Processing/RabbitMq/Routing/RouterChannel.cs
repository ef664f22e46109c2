using System.Diagnostics.CodeAnalysis;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>One channel of the router's endpoint, from its first delivery to its end.</summary>
/// <remarks>Thread-safe.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer and no links: there is nothing to free, and late words of the channel must not meet a disposed one.")]
internal sealed class RouterChannel
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly OrderedRun<RouterDelivery> ordered = new();
    private readonly CancellationTokenSource ended = new();
    private readonly TimeProvider time;
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int unacknowledged;
    private TaskCompletionSource? allAcknowledged;
    private bool isClosing;

    public RouterChannel(IChannel channel, string name, TimeProvider time)
    {
        Channel = channel;
        Turn = new RouterTurn(name, AskAsync);
        this.time = time;
        Ended = ended.Token;
        channel.ChannelShutdownAsync += (_, _) =>
        {
            End();
            return Task.CompletedTask;
        };
        _ = WatchAsync(time);
    }

    public IChannel Channel { get; }

    public RouterTurn Turn { get; }

    /// <summary>True when its first delivery came after the order to stop.</summary>
    public bool IsLate { get; init; }

    /// <summary>Cancelled with the channel's end.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Completes with the channel's end: from then on no acknowledgement counts.</summary>
    public Task Closed => closed.Task;

    public void Offer(RouterDelivery delivery)
    {
        lock (gate)
            ordered.Offer(delivery.Tag, delivery);
    }

    public List<RouterDelivery> Take(int maxCount, long maxBytes)
    {
        lock (gate)
            return ordered.Take(maxCount, maxBytes, delivery => delivery.Body.Length);
    }

    /// <summary>Lets MassTransit acknowledge the run.</summary>
    public void Finish(List<RouterDelivery> run)
    {
        lock (gate)
            unacknowledged += run.Count;

        foreach (var delivery in run)
            delivery.Finish();
    }

    public void Acknowledged()
    {
        lock (gate)
        {
            if (--unacknowledged <= 0)
                allAcknowledged?.TrySetResult();
        }
    }

    /// <summary>Waits until MassTransit has acknowledged all it may; not longer than the limit, after which they come again.</summary>
    public async Task UntilAcknowledgedAsync(TimeSpan limit, TimeProvider time)
    {
        Task waiting;
        lock (gate)
        {
            allAcknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (unacknowledged <= 0)
                return;

            waiting = allAcknowledged.Task;
        }

        await Task.WhenAny(waiting, closed.Task, Task.Delay(limit, time));
    }

    /// <summary>Waits until the queue has taken in the acknowledgements; not longer than the limit. Never throws.</summary>
    /// <remarks>
    /// The broker may keep back acknowledgements of a quorum queue when many come at once, and forget those with the channel
    /// (rabbitmq-server issue 10327; seen here as messages that came again after a stop in good order). A second consumer that comes
    /// and goes behind the active one gets nothing, but the queue answers it only after what was sent before it.
    /// </remarks>
    public async Task UntilSettledAsync(string queue, TimeSpan limit, TimeProvider time)
    {
        using var waiting = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, Ended);
        try
        {
            var tag = await Channel.BasicConsumeAsync(queue, autoAck: false, new AsyncEventingBasicConsumer(Channel), either.Token);
            await Channel.BasicCancelAsync(tag, noWait: false, either.Token);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The channel is closed, or the broker too slow: what it did not take in comes again.
        }
    }

    /// <summary>Closes the channel under MassTransit's hands, which opens another one unless the bus is stopped. Never throws.</summary>
    /// <remarks>Not to be waited for by a delivery of this channel: closing waits for those.</remarks>
    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref isClosing, true))
        {
            await Closed;
            return;
        }

        // The client waits for its consumers before it says that the channel is closed, and where the broker is lost meanwhile it may never
        // say so (seen as a router that could not be stopped any more). Closed is what is seen to be closed.
        await Task.WhenAny(CloseQuietlyAsync(), Closed, Task.Delay(CloseWithin, time));
        End();
    }

    private async Task CloseQuietlyAsync()
    {
        try
        {
            await Channel.CloseAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // MassTransit disposes the channel at the same time; closed is closed.
        }
    }

    // MassTransit's handlers of a channel's end stand before ours and wait for the messages in hand, which wait for ours: so the end
    // is looked for as well. A channel that is closed here takes no acknowledgement any more, also while the broker has not answered yet.
    private async Task WatchAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (!Channel.IsClosed && !Closed.IsCompleted && await timer.WaitForNextTickAsync())
        {
            // Looked.
        }

        End();
    }

    // Any question that the broker answers on this channel would do.
    private async Task AskAsync(CancellationToken cancellation) => await Channel.QueueDeclarePassiveAsync(BrokerNames.RouterQueue, cancellation);

    private void End()
    {
        ended.Cancel();
        closed.TrySetResult();
    }
}
