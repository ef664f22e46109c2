using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.EndToEnd;

namespace CaseWorker.IntegrationTests.Chaos.Producers;

/// <summary>Publishes to <c>case-intake</c>. With a message id it repeats what is not confirmed; without one it goes on to the next case.</summary>
internal sealed class AmqpProducer(string name, int service, bool hasKey, Installed installed, Traffic traffic)
{
    public async Task RunAsync(PeriodicTimer timer)
    {
        await using var sender = new AmqpSender(installed);
        for (var n = 1; !traffic.Stopping.IsCancellationRequested; n++)
        {
            var sent = new Sent(name, n, service, IsAccepted: false, HasKey: hasKey);
            do
            {
                await timer.WaitForNextTickAsync();
                traffic.CountOffer();
                sent = sent with { IsAccepted = await sender.TryPublishAsync(Body.Of(sent), hasKey ? sent.Mark : null) };
            }
            while (!sent.IsAccepted && hasKey);

            traffic.Settle(sent);
        }
    }
}
