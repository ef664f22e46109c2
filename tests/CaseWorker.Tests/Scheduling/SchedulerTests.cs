using CaseWorker.Processing.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Xunit;

namespace CaseWorker.Tests.Scheduling;

public sealed class SchedulerTests
{
    [Fact]
    public async Task One_scheduler_has_the_jobs_of_the_role()
    {
        await using var services = new ServiceCollection().AddLogging().AddScheduler().BuildServiceProvider();
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        Assert.True(await scheduler.Exists(new JobKey("line-sweep"), TestContext.Current.CancellationToken));
        Assert.True(await scheduler.Exists(new JobKey("due-sweep"), TestContext.Current.CancellationToken));
        Assert.True(await scheduler.Exists(new JobKey("retention"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Jobs_go_on_when_the_clock_of_the_machine_is_put_back_an_hour()
    {
        var runs = new Runs();
        var clock = new SettableClock();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(runs)
            .AddSingleton<TimeProvider>(clock)
            .AddScheduler(clock)
            .AddQuartz(quartz =>
            {
                quartz.AddJob<CountingJob>(job => job.WithIdentity("counting"));
                quartz.AddTrigger<CountingJob>(trigger => trigger
                    .ForJob("counting")
                    .WithIdentity("counting")
                    .StartNow()
                    .WithSimpleSchedule(TimeSpan.FromMilliseconds(20)));
            })
            .BuildServiceProvider();
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        await scheduler.Start(TestContext.Current.CancellationToken);
        try
        {
            await runs.NextAsync(3);
            clock.Set = TimeSpan.FromHours(-1);
            await runs.NextAsync(10);
        }
        finally
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        }
    }

    private sealed class SettableClock : TimeProvider
    {
        public TimeSpan Set { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Set;
    }

    private sealed class Runs
    {
        private readonly SemaphoreSlim runs = new(0);

        public void Add() => runs.Release();

        public async Task NextAsync(int count)
        {
            for (var run = 0; run < count; run++)
                Assert.True(await runs.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "The job does not run any more.");
        }
    }

    private sealed class CountingJob(Runs runs) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            runs.Add();
            return ValueTask.CompletedTask;
        }
    }
}
