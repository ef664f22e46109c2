using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.Retention;
using CaseWorker.Processing.TextSearch;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CaseWorker.Processing.Scheduling;

/// <summary>Registers the scheduler role: one Quartz scheduler and its jobs. Needs what AddIntake needs.</summary>
public static class SchedulerServices
{
    /// <summary>A RAM store is enough: correctness comes from the locks in the database, and a missed tick is made good by the next.</summary>
    /// <param name="clock">The clock of the machine; null: the real one. Only the schedule goes by it, the jobs ask the one that is registered.</param>
    public static IServiceCollection AddScheduler(this IServiceCollection services, TimeProvider? clock = null) => services
        .AddLineSweep()
        .AddDueSweep()
        .AddRetention()
        .AddTextIndex()

        // The next run is an instant: with a clock that is put back, no job would run until it has caught up.
        // A catch-up can take longer than a process has to end; what is left is the next one's.
        .AddQuartz(quartz => quartz
            .UseTimeProvider(new SteadyClock(clock ?? TimeProvider.System))
            .ConfigureScheduler(options => options.ShutdownJobInterruption = ShutdownJobInterruption.WhenWaitingForJobs))
        .AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
}
