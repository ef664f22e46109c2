using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>The broker takes no messages, for want of disk or memory, and then does again.</summary>
/// <param name="raise">What <c>rabbitmqctl</c> is told.</param>
internal sealed class BrokerAlarm(string kind, string[] raise, string[] clear) : Fault(kind)
{
    public override (double From, double To) Seconds => (3, 7);

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => AtAll("broker", installed, BrokerItself);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        await installed.Broker.Control(raise);
        await Task.Delay(lasts);
        await installed.Broker.Control(clear);
        return Struck.Well;
    }
}
