using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using Xunit;

namespace CaseWorker.IntegrationTests.Failpoints;

/// <summary>A service that waits behind a bad message while thousands come, and goes on through a kill.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class BlockedLoadTests(RabbitMqFixture broker)
{
    private const string Unfit = "poison:UNFIT=error";
    private const int Blocked = 2;
    private const int Before = 500;
    private const int Held = 3000;

    [Fact]
    public async Task Thousands_held_behind_a_head_run_in_order_before_anything_newer_through_a_kill()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        var gateway = await installation.StartAsync("gateway");
        var worker = await installation.StartAsync("worker,scheduler", Unfit);
        await BlockingServices.ApplyAsync(gateway, Blocked);
        var producer = new HttpProducer("line", [Blocked], [gateway], installation.Ledger);
        var other = new HttpProducer("other", [3], [gateway], installation.Ledger);

        await producer.SendBatchesAsync(Before, 100, _ => Task.CompletedTask);
        installation.Ledger.Add(new Sent("head", 1, Blocked));
        await BlockingServices.EnqueueAsync(gateway, Blocked, "head/1", "UNFIT");
        await Task.WhenAll(producer.SendBatchesAsync(Held, 100, _ => Task.CompletedTask), other.SendBatchesAsync(1000, 100, _ => Task.CompletedTask));
        await UntilAsync(installation, "HeldMessage", Held);
        await UntilAsync(installation, "SupportCase WHERE ServiceId = 3", 1000);
        Assert.Equal(Before, await installation.View.CountAsync($"SupportCase WHERE ServiceId = {Blocked}"));

        // The repair, the held ones and the newer ones go through the kill together.
        await BlockingServices.RetryAsync(gateway, 1, Blocked, "head/1");
        var newer = producer.SendBatchesAsync(1000, 100, _ => Task.CompletedTask);
        await Eventually.HoldsAsync(
            async () => await installation.View.CountAsync($"SupportCase WHERE ServiceId = {Blocked}") > Before, Installation.Limit, () => installation.Output);
        await worker.KillAsync();
        await installation.StartAsync("worker,scheduler");
        await newer;

        await installation.DrainAsync("after-load");
        await installation.AuditAsync();
        Assert.Equal(0, await installation.View.CountAsync("HeldMessage"));
        Assert.Equal([Before + 1], await installation.View.QueryAsync<long>("SELECT Sequence FROM SupportCase WHERE ExtRef = 'head/1'"));
        await installation.StopAsync();
    }

    private static Task UntilAsync(Installation installation, string from, long count) =>
        Eventually.HoldsAsync(async () => await installation.View.CountAsync(from) == count, Installation.Limit, () => $"{from} must have {count}:\n{installation.Output}");
}
