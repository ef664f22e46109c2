using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Runs a lane for every partition. Every worker does: the broker lets one of them be active per partition.</summary>
public sealed partial class LaneHost : IHostedService, IAsyncDisposable
{
    private readonly BrokerConnection connections;
    private readonly ILogger<LaneHost> logger;
    private readonly CancellationTokenSource draining = new();
    private readonly CancellationTokenSource giveUp = new();
    private Task running = Task.CompletedTask;
    private bool disposed;

    public LaneHost(IOptions<RabbitMqOptions> options, Instance instance, LaneWork work, TimeProvider time, ILoggerFactory loggers)
    {
        logger = loggers.CreateLogger<LaneHost>();
        connections = new BrokerConnection(options.Value, instance, "consume", time, loggers.CreateLogger<BrokerConnection>());
        Lanes =
        [
            .. Enumerable.Range(0, options.Value.Partitions).Select(partition =>
                new LaneConsumer(partition, options.Value, connections, work, time, loggers.CreateLogger<LaneConsumer>())),
        ];
    }

    /// <summary>By ascending partition.</summary>
    public IReadOnlyList<LaneConsumer> Lanes { get; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(Lanes.Select(lane => Task.Run(() => lane.RunAsync(draining.Token, giveUp.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    /// <summary>Finishes and acknowledges the batches in hand and closes the channels; when the time is up, leaves them to the next worker.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
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
    }

    /// <summary>Harmless when repeated: the container knows this one under two names.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;

        disposed = true;
        await draining.CancelAsync();
        await giveUp.CancelAsync();
        await running;
        await connections.DisposeAsync();
        draining.Dispose();
        giveUp.Dispose();
    }

    [LoggerMessage(3050, LogLevel.Warning, "Batches were still in hand when the time to stop was up; they will be delivered again")]
    private partial void LogGivingUp();
}
