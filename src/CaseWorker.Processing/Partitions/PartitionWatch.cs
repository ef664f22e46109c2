using CaseWorker.Storage;
using CaseWorker.Storage.Partitions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Partitions;

/// <summary>Looks each second whether the number of partitions is being changed.</summary>
/// <remarks>Once another number is in force this process ends, so that whatever keeps it running starts it with that number.</remarks>
public sealed partial class PartitionWatch(PartitionGate gate, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<PartitionWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>How the gate asks: null when the database does not answer, which others report.</summary>
    public static Func<CancellationToken, Task<PartitioningRow?>> Ask(Database database) => async cancellation =>
    {
        try
        {
            return await database.ReadAsync(RepartitionStore.ReadAsync, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && exception is not OutOfMemoryException)
        {
            return null;
        }
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await gate.LookAsync(stoppingToken);
                if (!gate.IsOutdated)
                    continue;

                LogOutdated(gate.Partitions);
                lifetime.StopApplication();
                return;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    [LoggerMessage(3100, LogLevel.Warning, "The installation no longer has {Own} partitions: this process ends and must be started again")]
    private partial void LogOutdated(int own);
}
