using System.Reflection;
using CaseWorker.Storage;
using CaseWorker.Storage.Partitions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Partitions;

/// <summary>Says every 2 s that this worker lives, and forgets those that have been silent for a day.</summary>
/// <param name="roles">The roles of this process, as people read them.</param>
public sealed partial class Heartbeat(Database database, Instance instance, string roles, TimeProvider clock, ILogger<Heartbeat> logger) : BackgroundService
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromDays(1);
    private readonly DateTimeOffset startedAt = clock.GetUtcNow();
    private bool isSilent;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(session => HeartbeatStore.EndAsync(session, instance.Name), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TryAsync(
            async session =>
            {
                await HeartbeatStore.EndSilentAsync(session, clock.GetUtcNow() - ForgetAfter);
                await SeatStore.EndForgottenAsync(session);
            },
            stoppingToken);
        try
        {
            while (true)
            {
                await TryAsync(session => HeartbeatStore.BeatAsync(session, Row()), stoppingToken);
                await Task.Delay(isSilent ? TryAgainAfter : BeatEvery, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private HeartbeatRow Row() => new()
    {
        WorkerId = instance.Name,
        Roles = roles,
        Host = Environment.MachineName,
        Version = typeof(Heartbeat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown",
        StartedAt = startedAt,
        BeatAt = clock.GetUtcNow(),
    };

    private async Task TryAsync(Func<Session, Task> work, CancellationToken cancellation)
    {
        try
        {
            await database.WriteAsync(work, cancellation);
            isSilent = false;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // Once per outage: the lanes say it too.
            if (!isSilent)
                LogSilent(exception.Message);

            isSilent = true;
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(3110, LogLevel.Warning, "The heartbeat could not be written: {Reason}")]
    private partial void LogSilent(string reason);
}
