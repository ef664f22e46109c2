using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using CaseWorker.Storage.Failpoints;
using Xunit;

namespace CaseWorker.IntegrationTests.Failpoints;

/// <summary>Workers that die between two steps of a case's way, on a real broker.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class FailpointTests(RabbitMqFixture broker)
{
    private const int PerProducer = 120;

    private static readonly int[] Services = [.. Enumerable.Range(1, 8)];

    [Fact]
    public async Task A_worker_that_dies_between_any_two_steps_loses_doubles_and_reorders_nothing()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        var gateway = await installation.StartAsync("gateway");
        foreach (var point in new[]
        {
            FailpointNames.BeforeTransaction,
            FailpointNames.BeforeCommit,
            FailpointNames.AfterCommitBeforeAck,
            FailpointNames.RouterAfterPublishBeforeDone,
            FailpointNames.RouterAfterDoneBeforeAck,
        })
        {
            // The second time: something is done already, something is in hand, and more comes.
            var victim = await installation.StartAsync("worker", $"{point}=kill@2");
            var channel = await installation.OpenChannelAsync();
            var producing = Task.WhenAll(
                new HttpProducer($"http-{point}", Services, [gateway], installation.Ledger).SendAsync(PerProducer, _ => Task.CompletedTask),
                new AmqpProducer($"keyed-{point}", Services, withMessageId: true, channel, installation.Ledger).SendAsync(PerProducer, _ => Task.CompletedTask),
                new AmqpProducer($"bare-{point}", Services, withMessageId: false, channel, installation.Ledger).SendAsync(PerProducer, _ => Task.CompletedTask));
            await victim.UntilExitAsync(Installation.Limit);

            var successor = await installation.StartAsync("worker");
            await producing;
            await installation.DrainAsync($"after-{point}");
            await installation.AuditAsync();
            Assert.Equal(0, (await successor.TerminateAsync()).ExitCode);
        }

        await installation.StopAsync();
    }

    [Fact]
    public async Task A_message_that_ends_its_worker_again_and_again_stops_only_its_blocking_service_until_it_is_repaired()
    {
        const string killer = "poison:BOOM=kill";
        await using var installation = new Installation(await broker.NewHostAsync());
        var gateway = await installation.StartAsync("gateway");
        await BlockingServices.ApplyAsync(gateway, 2);
        installation.Ledger.Add(new Sent("boom", 1, 2));
        await BlockingServices.EnqueueAsync(gateway, 2, "boom/1", "BOOM");
        await new HttpProducer("later", [2, 3], [gateway], installation.Ledger).SendAsync(20, _ => Task.CompletedTask);

        // Suspected from the fifth delivery on, alone three times, and parked at the next.
        var deaths = 0;
        await Eventually.HoldsAsync(
            async () =>
            {
                var worker = installation.Launch("worker,scheduler", killer);
                await Task.WhenAny(worker.UntilExitAsync(Installation.Limit), UntilParkedAsync(installation));
                deaths += worker.HasExited ? 1 : 0;
                return !worker.HasExited;
            },
            Installation.Limit * 2,
            () => installation.Output);
        Assert.InRange(deaths, 8, 12);
        Assert.Equal(["crash-loop"], await installation.View.QueryAsync<string>("SELECT Reason FROM ParkedMessage"));
        Assert.Equal(0, await installation.View.CountAsync("SupportCase WHERE ServiceId = 2"));

        await BlockingServices.RetryAsync(gateway, 1, 2, "boom/1");
        await installation.DrainAsync("after-boom");
        await installation.AuditAsync();
        Assert.Equal("boom/1", (await installation.View.QueryAsync<string>("SELECT ExtRef FROM SupportCase WHERE ServiceId = 2 ORDER BY Sequence"))[0]);
        await installation.StopAsync();
    }

    private static Task UntilParkedAsync(Installation installation) =>
        Eventually.HoldsAsync(async () => await installation.View.CountAsync("ParkedMessage") == 1, Installation.Limit, () => installation.Output);
}
