using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Runs a lane for every partition. Every worker does: the broker lets one of them be active per partition, and the keeper sees to it that it is the wanted one.</summary>
public sealed partial class LaneHost : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan ForgetWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly PartitionGate gate;
    private readonly TimeProvider time;
    private readonly BrokerConnection connections;
    private readonly SeatKeeper keeper;
    private readonly ILogger<LaneHost> logger;
    private readonly CancellationTokenSource draining = new();
    private readonly CancellationTokenSource giveUp = new();
    private readonly CancellationTokenSource keeping = new();
    private Task running = Task.CompletedTask;
    private Task sharing = Task.CompletedTask;
    private bool disposed;

    public LaneHost(IOptions<RabbitMqOptions> options, Instance instance, PartitionGate gate, Database database, LaneWork work, TimeProvider time, ILoggerFactory loggers)
    {
        this.gate = gate;
        this.time = time;
        logger = loggers.CreateLogger<LaneHost>();
        connections = new BrokerConnection(options.Value, instance, "consume", gate, time, loggers.CreateLogger<BrokerConnection>());
        keeper = new SeatKeeper(database, instance, gate, () => connections.IsOpen, time, loggers.CreateLogger<SeatKeeper>());
        Lanes =
        [
            .. keeper.Seats.Select(seat =>
                new LaneConsumer(seat, gate.Partitions, $"caseworker {instance.Name}", options.Value, connections, work, time, loggers.CreateLogger<LaneConsumer>())),
        ];
    }

    /// <summary>By ascending partition.</summary>
    public IReadOnlyList<LaneConsumer> Lanes { get; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = RunAsync();
        sharing = Task.Run(() => keeper.RunAsync(keeping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Finishes and acknowledges the batches in hand and closes the channels; when the time is up, leaves them to the next worker.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await StopSharingAsync();
        await draining.CancelAsync();
        try
        {
            await running.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogGivingUp();
            await giveUp.CancelAsync();
            await running;
        }

        await ForgetSeatsAsync();
    }

    // From here on this worker decides nothing; the others see by its heartbeat that it leaves.
    private async Task StopSharingAsync()
    {
        await keeping.CancelAsync();
        await sharing;
    }

    private async Task ForgetSeatsAsync()
    {
        using var limit = new CancellationTokenSource(ForgetWithin, time);
        try
        {
            await keeper.EndAsync(limit.Token);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Nobody looks at the seats of a worker that has no heartbeat; they are forgotten in time.
            LogSeatsLeft(exception.Message);
        }
    }

    // While the number of partitions is being changed the lanes let go of their queues, as when the process stops, but only when they
    // have stored what they hold: given back, it would be counted as waiting, and the change would begin again and again.
    private async Task RunAsync()
    {
        while (!draining.IsCancellationRequested)
        {
            var closing = gate.Closing;
            await Task.WhenAll(Lanes.Select(lane => Task.Run(() => lane.RunAsync(draining.Token, closing, giveUp.Token), CancellationToken.None)));

            while (!gate.MayConsume && !draining.IsCancellationRequested)
                await Task.Delay(LookEvery, time, draining.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Harmless when repeated: the container knows this one under two names.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;

        disposed = true;
        await StopSharingAsync();
        await draining.CancelAsync();
        await giveUp.CancelAsync();
        await running;
        await connections.DisposeAsync();
        draining.Dispose();
        giveUp.Dispose();
        keeping.Dispose();
        keeper.Dispose();
    }

    [LoggerMessage(3051, LogLevel.Information, "The seats of this worker were left in the database: {Reason}")]
    private partial void LogSeatsLeft(string reason);

    [LoggerMessage(3050, LogLevel.Warning, "Batches were still in hand when the time to stop was up; they will be delivered again")]
    private partial void LogGivingUp();
}
