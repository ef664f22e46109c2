using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Assignment;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Intake;

/// <summary>Runs the messages held behind a head that was repaired or discarded, before anything newer of their service.</summary>
/// <remarks>The lock on the service's counter orders this with the lane: while anything is held, the lane only adds behind it.</remarks>
public sealed partial class HeldRunner(
    Database database, CatalogCache catalogs, HeldLine line, PartitionCount partitions, Instance instance, Random random, TimeProvider clock, ILogger<HeldRunner> logger)
{
    /// <summary>Runs what may run in all services.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var serviceId in await database.ReadAsync(ReassignmentStore.ReadHeldServicesAsync, cancellation))
        {
            try
            {
                await RunAsync(serviceId, cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                // The other services must not wait for this one.
                LogFailed(exception, serviceId);
            }
        }
    }

    /// <summary>Runs what may run of one service, in steps of <see cref="IntakeTransaction.HeldLimit"/>; one by one when a step fails.</summary>
    public async Task RunAsync(int serviceId, CancellationToken cancellation)
    {
        try
        {
            while (await RunStepAsync(serviceId, cancellation) > 0)
            {
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && !database.IsTransient(exception) && !database.IsDuplicate(exception))
        {
            LogOneByOne(exception, serviceId);
            await line.RunAsync(serviceId, lane: null, cancellation);
        }
    }

    private Task<int> RunStepAsync(int serviceId, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            var catalog = await catalogs.RefreshAsync(session);
            if (catalog.FindService(serviceId) is not { } service)
                return 0;

            // Held messages got their case ids when they were held.
            var transaction = new IntakeTransaction(session, catalog, partitions, instance.Name, [], random, clock.GetUtcNow());
            return await transaction.RunHeldAsync(service);
        },
        cancellation,
        IntakeTransaction.HeldLimit);

    [LoggerMessage(2006, LogLevel.Error, "Held messages of service {ServiceId} failed together; trying them one by one")]
    private partial void LogOneByOne(Exception exception, int serviceId);

    [LoggerMessage(2004, LogLevel.Error, "The held messages of service {ServiceId} could not be run this time")]
    private partial void LogFailed(Exception exception, int serviceId);
}
