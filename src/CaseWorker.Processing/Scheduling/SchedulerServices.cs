using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.Retention;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CaseWorker.Processing.Scheduling;

/// <summary>Registers the scheduler role: one Quartz scheduler and its jobs. Needs what AddIntake needs.</summary>
public static class SchedulerServices
{
    /// <summary>A RAM store is enough: correctness comes from the locks in the database, and a missed tick is made good by the next.</summary>
    public static IServiceCollection AddScheduler(this IServiceCollection services) => services
        .AddLineSweep()
        .AddDueSweep()
        .AddRetention()

        // A catch-up can take longer than a process has to end; what is left is the next one's.
        .AddQuartz(quartz => quartz.ConfigureScheduler(options => options.ShutdownJobInterruption = ShutdownJobInterruption.WhenWaitingForJobs))
        .AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
}
