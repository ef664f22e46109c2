using System.Text;
using System.Threading.Channels;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>The partitions' queues on RabbitMQ.</summary>
/// <remarks>
/// One loop writes everything on one channel, in the order of the calls, without waiting for each confirm. Lost connections and
/// silent brokers end the generation (see <see cref="PublisherChannel"/>). A broker that says it takes nothing is waited for on the
/// same connection: then the messages written before it said so stay first, and nothing is written behind them.
/// </remarks>
public sealed partial class RabbitMqCaseQueue : ICaseQueue, IAsyncDisposable
{
    private const int MaxWaiting = 10_000;
    private const int MaxKeyBytes = 255;

    private readonly RabbitMqOptions options;
    private readonly Instance instance;
    private readonly PartitionGate gate;
    private readonly TimeProvider time;
    private readonly ILogger<RabbitMqCaseQueue> logger;
    private readonly BrokerConnection connections;
    private readonly PartitionBacklog backlog;
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<PendingSend> waiting =
        Channel.CreateBounded<PendingSend>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Task loop;
    private volatile PublisherChannel? current;
    private bool disposed;

    public RabbitMqCaseQueue(IOptions<RabbitMqOptions> options, Instance instance, PartitionGate gate, TimeProvider time, ILoggerFactory loggers)
    {
        this.options = options.Value;
        this.instance = instance;
        this.gate = gate;
        this.time = time;
        logger = loggers.CreateLogger<RabbitMqCaseQueue>();
        connections = new BrokerConnection(options.Value, instance, "publish", gate, time, loggers.CreateLogger<BrokerConnection>());
        backlog = new PartitionBacklog(connections, gate.Partitions, time);
        loop = Task.Run(PublishAsync);
    }

    public bool IsReady => gate.MaySend && current is { Ended.IsCancellationRequested: false } && connections is { IsOpen: true, IsBlocked: false };

    public async Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        CheckKey(outgoing);
        var pending = new PendingSend(outgoing);
        if (!gate.MaySend || !waiting.Writer.TryWrite(pending))
            pending.TryWithdraw();

        await WaitForFateAsync(pending.Fate, [pending]);
        return await pending.Fate;
    }

    /// <summary>Sends messages of any services one behind the other; the outcomes stand in the same order.</summary>
    /// <remarks>Once a message is not accepted, those behind it of the same service are not written any more (those written already may be accepted).</remarks>
    internal async Task<SendOutcome[]> SendRunAsync(IReadOnlyList<OutgoingMessage> outgoing)
    {
        var run = new SendRun();
        PendingSend[] sends = [.. outgoing.Select(message => new PendingSend(message with { Run = run }))];
        foreach (var message in outgoing)
            CheckKey(message);

        foreach (var pending in sends)
        {
            if (!gate.MaySend || !waiting.Writer.TryWrite(pending))
                pending.TryWithdraw();
        }

        var fates = Task.WhenAll(sends.Select(pending => pending.Fate));
        await WaitForFateAsync(fates, sends);
        return await fates;
    }

    public Task<bool> IsDrainedAsync(CancellationToken cancellation) => backlog.IsDrainedAsync(cancellation);

    /// <summary>Harmless when repeated: the container knows this one under two names.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;

        disposed = true;

        // What was handed in is still sent; each message waits for that no longer than its time.
        waiting.Writer.TryComplete();
        try
        {
            await loop.WaitAsync(options.PublishTimeout, time);
        }
        catch (TimeoutException)
        {
            // The broker is away: everything that waited was told so.
        }

        await stopping.CancelAsync();
        await loop;
        if (current is not null)
            await current.DisposeAsync();

        backlog.Dispose();
        await connections.DisposeAsync();
        stopping.Dispose();
    }

    private static void CheckKey(OutgoingMessage outgoing)
    {
        if (Encoding.UTF8.GetByteCount(outgoing.Message.MessageKey) > MaxKeyBytes)
            throw new ArgumentException($"{nameof(outgoing.Message.MessageKey)} must be at most {MaxKeyBytes} bytes.", nameof(outgoing));
    }

    private async Task WaitForFateAsync(Task fate, PendingSend[] sends)
    {
        try
        {
            await fate.WaitAsync(options.PublishTimeout, time);
        }
        catch (TimeoutException)
        {
            foreach (var pending in sends)
            {
                if (pending.TryWithdraw() || pending.Fate.IsCompleted)
                    continue;

                // Written, and no answer. A blocked broker will answer when it is free; a silent one is not trusted any more.
                if (!connections.IsBlocked)
                    current?.GiveUp();

                pending.Finish(SendOutcome.Unknown);
                LogUnknown(pending.ServiceId);
            }
        }
    }

    private async Task PublishAsync()
    {
        try
        {
            for (var generation = 1; !waiting.Reader.Completion.IsCompleted; generation++)
                await PublishOneGenerationAsync(generation);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped while the broker was away.
        }
        finally
        {
            while (waiting.Reader.TryRead(out var left))
                left.TryWithdraw();
        }
    }

    private async Task PublishOneGenerationAsync(int generation)
    {
        var connection = await connections.GetAsync(stopping.Token);
        await using var channel = new PublisherChannel(connection, $"{instance.Name}/{generation}", gate.Partitions, logger);
        try
        {
            await channel.OpenAsync(stopping.Token);
            current = channel;
            await WriteAllAsync(channel);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            if (!channel.Ended.IsCancellationRequested)
                LogGenerationFailed(exception, generation);
        }
        finally
        {
            channel.GiveUp();
            await BrokerConnection.AbandonAsync(connection);
        }
    }

    private async Task WriteAllAsync(PublisherChannel channel)
    {
        while (await waiting.Reader.WaitToReadAsync(channel.Ended))
        {
            await connections.WaitUntilUnblockedAsync(channel.Ended);
            while (!connections.IsBlocked && !channel.Ended.IsCancellationRequested && waiting.Reader.TryRead(out var pending))
                await channel.WriteAsync(pending);
        }

        // Stopping: the last confirms.
        while (channel.Outstanding > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, channel.Ended);
    }

    [LoggerMessage(3020, LogLevel.Error, "RabbitMQ did not answer in time for a message of service {ServiceId}: it may or may not be queued")]
    private partial void LogUnknown(int serviceId);

    [LoggerMessage(3021, LogLevel.Error, "Publishing stopped in generation {Generation}; beginning a new one")]
    private partial void LogGenerationFailed(Exception exception, int generation);
}
