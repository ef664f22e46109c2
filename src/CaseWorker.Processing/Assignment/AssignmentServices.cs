using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CaseWorker.Processing.Assignment;

/// <summary>Registers the sweep of the scheduler role. Needs what AddIntake needs.</summary>
public static class AssignmentServices
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    /// <summary>The job runs on the scheduler that AddScheduler starts.</summary>
    public static IServiceCollection AddLineSweep(this IServiceCollection services)
    {
        services.AddSingleton<LineSweep>();
        return services.AddQuartz(quartz =>
        {
            quartz.AddJob<LineSweepJob>(job => job.WithIdentity("line-sweep"));
            quartz.AddTrigger<LineSweepJob>(trigger => trigger
                .ForJob("line-sweep")
                .WithIdentity("line-sweep")
                .StartNow()
                .WithSimpleSchedule(SweepEvery));
        });
    }
}
