using CaseWorker.Storage;
using CaseWorker.Storage.Partitions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Embedded;

/// <summary>Keeps a second program away from an embedded database: gateway and worker must be one process there.</summary>
public sealed partial class EmbeddedLease(Database database, Instance instance, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<EmbeddedLease> logger)
    : BackgroundService
{
    private const string Name = "embedded";
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);

    /// <summary>Takes the lease, waiting up to its validity for a predecessor that was killed.</summary>
    /// <returns>Null when taken, else the name of the holder.</returns>
    public async Task<string?> TakeAsync(CancellationToken cancellation)
    {
        var giveUpAt = clock.GetUtcNow() + Validity + RenewEvery;
        while (!await RenewAsync(cancellation))
        {
            if (clock.GetUtcNow() >= giveUpAt)
                return await database.ReadAsync(session => LeaseStore.ReadOwnerAsync(session, Name), cancellation) ?? "unknown";

            await Task.Delay(TimeSpan.FromMilliseconds(250), clock, cancellation);
        }

        return null;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await database.WriteAsync(session => LeaseStore.FreeAsync(session, Name, instance.Name), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RenewEvery, clock);
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                if (await RenewAsync(stoppingToken))
                    continue;

                LogLost();
                lifetime.StopApplication();
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The epoch fences the lane meanwhile; the lease only keeps honest processes apart.
                LogNotRenewed(exception);
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private Task<bool> RenewAsync(CancellationToken cancellation) => database.WriteAsync(
        session => LeaseStore.TakeAsync(session, Name, instance.Name, clock.GetUtcNow(), clock.GetUtcNow() + Validity),
        cancellation);

    [LoggerMessage(2103, LogLevel.Critical, "Another process took the embedded database over; stopping")]
    private partial void LogLost();

    [LoggerMessage(2104, LogLevel.Warning, "The lease on the embedded database could not be renewed")]
    private partial void LogNotRenewed(Exception exception);
}
