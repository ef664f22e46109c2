using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using CaseWorker.Storage.Failpoints;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Workers come, leave, crash and freeze under load; each time the partitions are soon spread evenly over those that live.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class SharingTests(RabbitMqFixture broker)
{
    [Fact]
    public async Task Within_15_seconds_of_any_change_the_live_workers_share_the_partitions_evenly()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        await using var shared = await SharedLoad.StartAsync(installation);
        var first = await installation.StartAsync("worker");
        await shared.UntilSpreadAsync("one", first);

        var second = await installation.StartAsync("worker");
        await shared.UntilSpreadAsync("a second one came", first, second);
        var third = await installation.StartAsync("worker");
        await shared.UntilSpreadAsync("a third one came", first, second, third);

        var leaving = second.TerminateAsync();
        await shared.UntilSpreadAsync("one left", first, third);
        Assert.Equal(0, (await leaving).ExitCode);

        var fourth = await installation.StartAsync("worker");
        await shared.UntilSpreadAsync("another one came", first, third, fourth);
        await first.KillAsync();
        await shared.UntilSpreadAsync("one crashed", third, fourth);

        await shared.FreezeAsync(third);
        await shared.UntilSpreadAsync("one froze", fourth);
        third.Thaw();
        await shared.UntilSpreadAsync("it thawed", third, fourth);
        await shared.AuditAsync();
    }

    [Fact]
    public async Task A_worker_that_dies_between_any_two_steps_of_a_hand_over_holds_nobody_up_and_costs_nothing()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        await using var shared = await SharedLoad.StartAsync(installation);
        List<CaseWorkerProcess> steady = [await installation.StartAsync("worker")];
        await shared.UntilSpreadAsync("one", [.. steady]);

        // These die while they take over.
        foreach (var point in new[] { FailpointNames.HandOverSubscribed, FailpointNames.HandOverFront, FailpointNames.HandOverTold })
        {
            await installation.Launch("worker", $"{point}=kill").UntilExitAsync(Installation.Limit);
            await shared.UntilSpreadAsync($"one died at {point}", [.. steady]);
        }

        // These die while they make room.
        foreach (var point in new[] { FailpointNames.HandOverDrained, FailpointNames.HandOverLetGo })
        {
            var doomed = await installation.StartAsync("worker", $"{point}=kill");
            await shared.UntilSpreadAsync($"before one dies at {point}", [.. steady, doomed]);
            steady.Add(await installation.StartAsync("worker"));
            await doomed.UntilExitAsync(Installation.Limit);
            await shared.UntilSpreadAsync($"one died at {point}", [.. steady]);
        }

        await shared.AuditAsync();
    }

    [Fact]
    public async Task After_the_broker_has_dropped_every_connection_everyone_is_back_in_his_place()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        await using var shared = await SharedLoad.StartAsync(installation);
        CaseWorkerProcess[] workers = [await installation.StartAsync("worker"), await installation.StartAsync("worker")];
        await shared.UntilSpreadAsync("two", workers);
        await shared.UntilTakenAnewAsync(() => broker.KillConnectionsAsync(installation.Host));
        await shared.UntilSpreadAsync("all connections were dropped", workers);
        await shared.AuditAsync();
    }
}
