using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Intake;

/// <summary>
/// Runs what is held of a service one by one, so that the message that fails is known: it is tried three times and then parked in its own
/// place, where it blocks the service again.
/// </summary>
/// <remarks>
/// For when several failed together, or together with a message that just came and is not to blame. Each is run in a transaction of its
/// own, under the lock of the service's counter; so a lane and the sweep may both do it.
/// </remarks>
public sealed partial class HeldLine(
    Database database, CatalogCache catalogs, PartitionCount partitions, Instance instance, Random random, TimeProvider clock, ILogger<HeldLine> logger)
{
    private const int TriesBeforeParking = 3;

    /// <summary>Runs what may run of the service.</summary>
    /// <param name="lane">Whose partition and epoch each transaction must hold; null for the sweep, which has no partition.</param>
    /// <returns>False: another worker has the partition. What was run before that stays.</returns>
    /// <exception cref="Exception">The database did not answer, or the message can't be parked either. Begin again.</exception>
    public async Task<bool> RunAsync(int serviceId, LaneBatch? lane, CancellationToken cancellation)
    {
        var suspect = new HeldFault(0, "");
        var failures = 0;
        while (true)
        {
            var run = new Run();
            try
            {
                if (await database.WriteAsync(session => RunOneAsync(session, serviceId, lane, failures < TriesBeforeParking ? null : suspect, run), cancellation) is { } isOurs)
                    return isOurs;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested && !database.IsTransient(exception) && !database.IsDuplicate(exception))
            {
                failures = run.HeldId == suspect.HeldId ? failures + 1 : 1;
                suspect = new HeldFault(run.HeldId, exception.Message);
                LogFailed(exception, serviceId, failures);
                if (failures > TriesBeforeParking)
                    throw;
            }
        }
    }

    // Null: there may be more. The oldest one may be another than that which failed, when somebody else ran it meanwhile.
    private async Task<bool?> RunOneAsync(Session session, int serviceId, LaneBatch? lane, HeldFault? fault, Run run)
    {
        var now = clock.GetUtcNow();
        if (lane is not null && !await IntakeStore.HoldPartitionAsync(session, lane.PartitionId, lane.Epoch, now))
            return false;

        var catalog = await catalogs.RefreshAsync(session);
        if (catalog.FindService(serviceId) is not { } service)
            return true;

        // Held messages got their case ids when they were held.
        var transaction = new IntakeTransaction(session, catalog, partitions, instance.Name, [], random, now);
        try
        {
            return await transaction.RunHeldAsync(service, 1, fault) > 0 ? null : true;
        }
        finally
        {
            run.HeldId = transaction.LastHeldId;
        }
    }

    /// <summary>What a transaction leaves behind also when it fails.</summary>
    private sealed class Run
    {
        public long HeldId { get; set; }
    }

    [LoggerMessage(2005, LogLevel.Error, "A held message of service {ServiceId} failed at attempt {Attempt}")]
    private partial void LogFailed(Exception exception, int serviceId, int attempt);
}
