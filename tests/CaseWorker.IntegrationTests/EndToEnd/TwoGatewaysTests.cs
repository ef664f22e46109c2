using System.Net;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

[Collection(RabbitMqCollection.Name)]
public sealed class TwoGatewaysTests(RabbitMqFixture broker, SharedInstallation shared)
{
    [Fact]
    public async Task Sequential_producers_of_one_service_through_two_gateways_each_keep_their_own_order()
    {
        var installation = await shared.StartAsync(broker);
        await Task.WhenAll(Enumerable.Range(1, 6).Select(i =>
            new HttpProducer($"turn{i}", [3], shared.Gateways, installation.Ledger).SendAsync(60, _ => Task.CompletedTask)));
        await installation.DrainAsync("turns");
        await installation.AuditAsync();
    }

    [Fact]
    public async Task A_stopped_broker_is_told_by_readiness_and_503_and_costs_nothing()
    {
        var control = await broker.ControlAsync();
        await OutliveAsync("stop", () => control(["stop_app"]), () => control(["start_app"]));
    }

    [Fact]
    public async Task A_blocked_broker_is_told_by_readiness_and_503_and_costs_nothing()
    {
        var control = await broker.ControlAsync();
        await OutliveAsync("block", () => control(["set_disk_free_limit", "9000GB"]), () => control(["set_disk_free_limit", "50MB"]));
    }

    private async Task OutliveAsync(string name, Func<Task> hurt, Func<Task> heal)
    {
        var installation = await shared.StartAsync(broker);

        // Half of them begin with the other gateway, so that both are in use at any moment.
        CaseWorkerProcess[] turned = [.. shared.Gateways.Reverse()];
        HttpProducer[] producers =
            [.. Enumerable.Range(1, 4).Select(i => new HttpProducer($"{name}{i}", [i, 8 - i], i % 2 == 0 ? shared.Gateways : turned, installation.Ledger))];
        await Task.WhenAll(producers.Select(producer => producer.SendAsync(20, _ => Task.CompletedTask)));
        await hurt();
        Task during;
        try
        {
            // A blocked broker says so only to those who publish.
            during = Task.WhenAll(producers.Select(producer => producer.SendAsync(20, _ => Task.CompletedTask)));
            await Eventually.HoldsAsync(
                async () => producers.All(producer => producer.Refusals > 0) && await AreAllAsync(shared.Gateways, HttpStatusCode.ServiceUnavailable),
                Installation.Limit,
                () => $"Gateways must turn red:\n{installation.Output}");
            Assert.False(during.IsCompleted);
        }
        finally
        {
            await heal();
        }

        await during;
        await Eventually.HoldsAsync(() => AreAllAsync(shared.All, HttpStatusCode.OK), Installation.Limit, () => $"All must turn green:\n{installation.Output}");
        await installation.DrainAsync($"{name}-over");
        await installation.AuditAsync();
    }

    private static async Task<bool> AreAllAsync(IEnumerable<CaseWorkerProcess> processes, HttpStatusCode status)
    {
        foreach (var process in processes)
        {
            using var answer = await process.Http.GetAsync("/health/ready");
            if (answer.StatusCode != status)
                return false;
        }

        return true;
    }
}
