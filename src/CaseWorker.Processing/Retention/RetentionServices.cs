using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CaseWorker.Processing.Retention;

/// <summary>Registers what deletes old rows. Needs: Database, TimeProvider, logging.</summary>
public static class RetentionServices
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    /// <summary>The job runs on the scheduler that AddScheduler starts.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddSingleton<RetentionSweep>();
        return services.AddQuartz(quartz =>
        {
            quartz.AddJob<RetentionJob>(job => job.WithIdentity("retention"));
            quartz.AddTrigger<RetentionJob>(trigger => trigger
                .ForJob("retention")
                .WithIdentity("retention")
                .StartNow()
                .WithSimpleSchedule(SweepEvery));
        });
    }
}
