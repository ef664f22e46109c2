using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Workers that are told to stop while router and lanes have their hands full.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class StoppingTests(RabbitMqFixture broker)
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_worker_with_hundreds_in_hand_leaves_in_time_and_not_even_messages_without_a_key_are_doubled()
    {
        const int rounds = 4;
        await using var installation = new Installation(await broker.NewHostAsync());
        for (var round = 1; round <= rounds; round++)
        {
            var worker = await installation.StartAsync("worker");
            var stored = await installation.View.CountAsync("SupportCase");
            var producing = ProduceAsync(installation, round);
            await Eventually.HoldsAsync(
                async () => await installation.View.CountAsync("SupportCase") > stored + 100, Installation.Limit, () => $"It must work before it stops:\n{installation.Output}");
            var (took, code) = await worker.TerminateAsync();
            Assert.Equal(0, code);
            Assert.True(took < StopWithin, $"It must stop within {StopWithin}, took {took}:\n{worker.Output}");
            await producing;
        }

        await installation.StartAsync("worker");
        await installation.DrainAsync("behind");
        await installation.StopAsync();
        await installation.AuditAsync();
        Assert.Equal(0, await installation.View.CountAsync("SupportCase WHERE PossibleDuplicate = 1"));
    }

    private static Task ProduceAsync(Installation installation, int round) => Task.WhenAll(Enumerable.Range(1, 3).Select(async i =>
        await new AmqpProducer($"p{round}.{i}", [i, i + 4], withMessageId: false, await installation.OpenChannelAsync(), installation.Ledger)
            .SendAsync(400, _ => Task.CompletedTask)));
}
