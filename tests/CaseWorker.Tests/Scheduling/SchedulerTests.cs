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
}
