using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CaseWorker.Processing.Assignment;

/// <summary>Registers the sweep of the scheduler role. Needs what AddIntake needs.</summary>
public static class AssignmentServices
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    /// <summary>A RAM store is enough: correctness comes from the locks in the database, and a missed tick is made good by the next.</summary>
    public static IServiceCollection AddLineSweep(this IServiceCollection services)
    {
        services.AddSingleton<LineSweep>();
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<LineSweepJob>(job => job.WithIdentity("line-sweep"));
            quartz.AddTrigger<LineSweepJob>(trigger => trigger
                .ForJob("line-sweep")
                .WithIdentity("line-sweep")
                .StartNow()
                .WithSimpleSchedule(SweepEvery));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
