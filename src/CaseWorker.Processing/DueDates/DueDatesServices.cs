using CaseWorker.Processing.DueDates.Explaining;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CaseWorker.Processing.DueDates;

/// <summary>Registers the evaluation of due dates. Needs what AddIntake needs.</summary>
public static class DueDatesServices
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    /// <summary>What tells about due dates and changes nothing. Needs a Database, the catalogue and a TimeProvider.</summary>
    public static IServiceCollection AddDueDates(this IServiceCollection services) =>
        services.AddSingleton<CaseExplainer>().AddSingleton<WhatIf>().AddSingleton<Lateness>();

    /// <summary>The jobs run on the scheduler that AddScheduler starts.</summary>
    public static IServiceCollection AddDueSweep(this IServiceCollection services)
    {
        services.AddSingleton<DueSweep>().AddSingleton<PolicySweep>();
        return services.AddQuartz(quartz =>
        {
            quartz.AddJob<DueSweepJob>(job => job.WithIdentity("due-sweep"));
            quartz.AddTrigger<DueSweepJob>(trigger => trigger
                .ForJob("due-sweep")
                .WithIdentity("due-sweep")
                .StartNow()
                .WithSimpleSchedule(SweepEvery));
            quartz.AddJob<PolicySweepJob>(job => job.WithIdentity("policy-sweep"));
            quartz.AddTrigger<PolicySweepJob>(trigger => trigger
                .ForJob("policy-sweep")
                .WithIdentity("policy-sweep")
                .StartNow()
                .WithSimpleSchedule(SweepEvery));
        });
    }
}
