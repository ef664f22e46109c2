using CaseWorker.Processing.Partitions;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>The one connection of a purpose (publishing, consuming): opened when asked for, opened anew after it is lost.</summary>
/// <remarks>
/// The client's own recovery is off: it would bring consumers and unconfirmed messages back behind our back, and the order depends
/// on knowing where one connection ends and the next begins. The topology is declared on each new connection, since the broker
/// may be a fresh one. Thread-safe.
/// </remarks>
public sealed partial class BrokerConnection : IAsyncDisposable
{
    /// <summary>How often both sides must hear of each other. The broker drops a silent client after two to three times this, and what it held moves on.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AbandonWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(2);

    private readonly PartitionGate gate;
    private readonly string purpose;
    private readonly TimeProvider time;
    private readonly ILogger<BrokerConnection> logger;
    private readonly ConnectionFactory factory;
    private readonly SemaphoreSlim opening = new(1, 1);
    private volatile IConnection? current;
    private volatile TaskCompletionSource? blocked;
    private bool told;

    /// <param name="purpose">What people read in the management UI beside the instance: publish or consume.</param>
    public BrokerConnection(RabbitMqOptions options, Instance instance, string purpose, PartitionGate gate, TimeProvider time, ILogger<BrokerConnection> logger)
    {
        this.gate = gate;
        this.purpose = purpose;
        this.time = time;
        this.logger = logger;
        factory = new ConnectionFactory
        {
            Uri = new Uri(options.Uri),
            ClientProvidedName = $"caseworker {instance.Name} {purpose}",
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = ConnectWithin,
            HandshakeContinuationTimeout = ConnectWithin,
            ContinuationTimeout = AnswerWithin,

            // As large as brokers send by default. A larger one than allowed here would end the connection, again and again.
            MaxInboundMessageBodySize = 512 * 1024 * 1024,
        };
    }

    /// <summary>True while a connection stands. The broker may still have blocked it.</summary>
    public bool IsOpen => current is { IsOpen: true };

    /// <summary>True while the broker takes no messages from us (an alarm for disk or memory). It says so only after the first try.</summary>
    public bool IsBlocked => blocked is not null;

    /// <summary>The open connection; where there is none, tries until there is, with growing pauses up to 2 s.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<IConnection> GetAsync(CancellationToken cancellation)
    {
        if (current is { IsOpen: true } open)
            return open;

        await opening.WaitAsync(cancellation);
        try
        {
            for (var pause = TimeSpan.FromMilliseconds(100); ; pause = TimeSpan.FromMilliseconds(Math.Min(2000, pause.TotalMilliseconds * 2)))
            {
                if (current is { IsOpen: true } other)
                    return other;

                if (await TryOpenAsync(cancellation) is { } fresh)
                    return fresh;

                await Task.Delay(pause, time, cancellation);
            }
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Completes as soon as the broker takes messages again; at once when it does, or when the connection is lost.</summary>
    public Task WaitUntilUnblockedAsync(CancellationToken cancellation) => blocked?.Task.WaitAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>Ends a connection that can't be trusted any more, without waiting for the broker to agree. Never throws.</summary>
    public static async Task AbandonAsync(IConnection connection)
    {
        try
        {
            await connection.CloseAsync(541, "abandoned", TimeSpan.FromMilliseconds(200), abort: true).WaitAsync(AbandonWithin);
            await DisposeQuietlyAsync(connection).WaitAsync(AbandonWithin);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // An abort that fails, or waits for others that abort as well, leaves a connection that is gone all the same.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (current is { } connection)
        {
            try
            {
                await connection.CloseAsync(200, "stopping", CloseWithin, abort: true);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                LogLost(purpose, exception.Message);
            }

            await DisposeQuietlyAsync(connection);
        }

        opening.Dispose();
    }

    private async Task<IConnection?> TryOpenAsync(CancellationToken cancellation)
    {
        IConnection? connection = null;
        try
        {
            connection = await factory.CreateConnectionAsync(cancellation);
            connection.ConnectionBlockedAsync += OnBlockedAsync;
            connection.ConnectionUnblockedAsync += OnUnblockedAsync;
            connection.ConnectionShutdownAsync += OnShutdownAsync;
            await using (var channel = await connection.CreateChannelAsync(cancellationToken: cancellation))
                await DeclareAsync(channel, cancellation);

            current = connection;
            told = false;
            LogConnected(purpose, factory.HostName, factory.Port);
            return connection;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            if (connection is not null)
                await AbandonAsync(connection);

            // Once per outage, not once per try.
            if (!told)
                LogAway(exception, purpose, factory.HostName, factory.Port);

            told = true;
            return null;
        }
        catch (OperationCanceledException)
        {
            if (connection is not null)
                await AbandonAsync(connection);

            throw;
        }
    }

    private async Task DeclareAsync(IChannel channel, CancellationToken cancellation)
    {
        await Topology.DeclareSharedAsync(channel, cancellation);

        // Queues that are being given up must not come back, and whether they are is only in the database. Where it does not answer,
        // queues that are there serve, and what is sent to others comes back as not sent.
        if (await gate.LookAsync(cancellation) && gate.MaySend)
            await Topology.DeclarePartitionsAsync(channel, gate.Partitions, cancellation);
    }

    private Task OnBlockedAsync(object sender, ConnectionBlockedEventArgs args)
    {
        blocked ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LogBlocked(purpose, args.Reason);
        return Task.CompletedTask;
    }

    private Task OnUnblockedAsync(object sender, AsyncEventArgs args)
    {
        Unblock();
        LogUnblocked(purpose);
        return Task.CompletedTask;
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs args)
    {
        Unblock();
        if (args.Initiator != ShutdownInitiator.Application)
            LogLost(purpose, args.ReplyText);

        return Task.CompletedTask;
    }

    private void Unblock()
    {
        var waiting = blocked;
        blocked = null;
        waiting?.TrySetResult();
    }

    private static async Task DisposeQuietlyAsync(IConnection connection)
    {
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Disposing a broken connection may report the break once more.
        }
    }

    [LoggerMessage(3000, LogLevel.Information, "Connected to RabbitMQ at {Host}:{Port} to {Purpose}")]
    private partial void LogConnected(string purpose, string host, int port);

    [LoggerMessage(3001, LogLevel.Error, "RabbitMQ at {Host}:{Port} is away, cannot {Purpose}; trying again until it answers")]
    private partial void LogAway(Exception exception, string purpose, string host, int port);

    [LoggerMessage(3002, LogLevel.Warning, "Lost the connection to RabbitMQ to {Purpose}: {Reason}")]
    private partial void LogLost(string purpose, string reason);

    [LoggerMessage(3003, LogLevel.Error, "RabbitMQ takes no messages from the connection to {Purpose}: {Reason}")]
    private partial void LogBlocked(string purpose, string reason);

    [LoggerMessage(3004, LogLevel.Information, "RabbitMQ takes messages again from the connection to {Purpose}")]
    private partial void LogUnblocked(string purpose);
}
