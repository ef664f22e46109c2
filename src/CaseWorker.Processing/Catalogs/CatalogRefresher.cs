using CaseWorker.Processing.Access;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Catalogs;

/// <summary>Asks the database each second whether the catalogue or the keys changed.</summary>
public sealed partial class CatalogRefresher(CatalogCache catalogs, KeyRing keys, TimeProvider time, ILogger<CatalogRefresher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private bool isAway;

    /// <summary>Asks once; a failure is logged when it is the first of an outage, and is tried again with the next call.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            await catalogs.LoadAsync(cancellation);
            await keys.LoadAsync(cancellation);
            if (isAway)
                LogAnswering(catalogs.Current.Version);

            isAway = false;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            if (!isAway)
                LogAway(exception, catalogs.ConfirmedAt);

            isAway = true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
                await RefreshAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    [LoggerMessage(5001, LogLevel.Error, "The catalogue and the keys can't be read; the copies confirmed at {ConfirmedAt:O} stay in use, the next try is in a second.")]
    private partial void LogAway(Exception exception, DateTimeOffset confirmedAt);

    [LoggerMessage(5002, LogLevel.Information, "The catalogue and the keys can be read again; the catalogue is at version {Version}.")]
    private partial void LogAnswering(long version);
}
